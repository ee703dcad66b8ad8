/** Starts Ceph's radosgw on loopback with an empty bucket, says which settings lead there, and runs until it is stopped. Nothing outlives it. */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { missingOfRados, startRados } from '@/lib/testing/rados'

const missing = missingOfRados()
if (missing.length > 0) {
  console.error(`Not here: ${missing.join(', ')}. On Debian: apt-get install radosgw ceph-mon ceph-osd`)
  process.exit(1)
}
const { endpoint, region, keyId, secret, stop } = await startRados()
const credentials = { accessKeyId: keyId, secretAccessKey: secret }
const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
await s3.send(new CreateBucketCommand({ Bucket: 'ledger' }))
console.log(
  `S3_ENDPOINT=${endpoint} S3_BUCKET=ledger S3_REGION=${region} S3_ACCESS_KEY_ID=${keyId} S3_SECRET_ACCESS_KEY=${secret}`,
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(0)))
// The daemons keep this process alive.

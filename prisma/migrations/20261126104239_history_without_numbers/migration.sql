-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid();

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_id_key" ON "audit_event"("id");

-- CreateIndex
CREATE INDEX "audit_event_inquiry_id_partition_seq_idx" ON "audit_event"("inquiry_id", "partition", "seq" DESC);

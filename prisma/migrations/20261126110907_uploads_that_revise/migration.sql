-- AlterTable
ALTER TABLE "upload" ADD COLUMN     "line_index" BYTEA,
ADD COLUMN     "md5" TEXT,
ADD COLUMN     "media_type" TEXT,
ADD COLUMN     "metadata" JSONB,
ADD COLUMN     "revises" JSONB;

-- Only an item that exists gets a new revision; and what was read is kept of what waits for a decision.
ALTER TABLE upload ADD CONSTRAINT upload_revises CHECK (revises IS NULL OR evidence_id IS NOT NULL);
ALTER TABLE upload ADD CONSTRAINT upload_read
  CHECK ((sha256 IS NULL) = (media_type IS NULL) AND (sha256 IS NULL) = (metadata IS NULL)
     AND (sha256 IS NULL OR sha256 ~ '^[0-9a-f]{64}$') AND (md5 IS NULL OR md5 ~ '^[0-9a-f]{32}$'));

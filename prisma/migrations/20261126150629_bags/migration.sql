-- CreateTable
CREATE TABLE "bag" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "files" INTEGER NOT NULL,
    "file_bytes" BIGINT NOT NULL,
    "left_out" INTEGER NOT NULL,
    "item_ids" UUID[],
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handed_at" TIMESTAMPTZ(6),

    CONSTRAINT "bag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bag_segment" (
    "bag_id" UUID NOT NULL,
    "at" BIGINT NOT NULL,
    "size" BIGINT NOT NULL,
    "file_id" UUID,
    "content" BYTEA,

    CONSTRAINT "bag_segment_pkey" PRIMARY KEY ("bag_id","at")
);

-- CreateIndex
CREATE INDEX "bag_inquiry_id_created_by_id_created_at_idx" ON "bag"("inquiry_id", "created_by_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "bag_created_at_idx" ON "bag"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "bag_inquiry_id_id_key" ON "bag"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "bag_segment_file_id_idx" ON "bag_segment"("file_id");

-- AddForeignKey
ALTER TABLE "bag" ADD CONSTRAINT "bag_inquiry_id_id_fkey" FOREIGN KEY ("inquiry_id", "id") REFERENCES "job"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bag_segment" ADD CONSTRAINT "bag_segment_bag_id_fkey" FOREIGN KEY ("bag_id") REFERENCES "bag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bag_segment" ADD CONSTRAINT "bag_segment_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A piece is a stored file or bytes that are kept here, and bytes are as many as the piece has.
ALTER TABLE "bag_segment" ADD CONSTRAINT bag_segment_one CHECK ((file_id IS NULL) <> (content IS NULL));
ALTER TABLE "bag_segment" ADD CONSTRAINT bag_segment_place CHECK (at >= 0 AND size > 0 AND (content IS NULL OR length(content) = size));
ALTER TABLE "bag" ADD CONSTRAINT bag_counts CHECK (size > 0 AND files >= 0 AND file_bytes >= 0 AND left_out >= 0 AND btrim(name) <> '');

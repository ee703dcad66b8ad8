-- AlterTable
ALTER TABLE "upload" ADD COLUMN     "revision" INTEGER;

ALTER TABLE upload ADD CONSTRAINT upload_of_a_revision CHECK ((evidence_id IS NULL) = (revision IS NULL));

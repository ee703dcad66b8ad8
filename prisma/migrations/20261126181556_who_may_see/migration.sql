-- AlterTable
ALTER TABLE "evidence_item" ADD COLUMN     "may_see" TEXT;

-- CreateTable
CREATE TABLE "spill_ruling" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "incident_id" UUID NOT NULL,
    "ordinary" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "ruled_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spill_ruling_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "spill_ruling_inquiry_id_sha256_created_at_idx" ON "spill_ruling"("inquiry_id", "sha256", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "spill_ruling" ADD CONSTRAINT "spill_ruling_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE spill_ruling ADD CONSTRAINT spill_ruling_form CHECK (sha256 ~ '^[0-9a-f]{64}$' AND btrim(reason) <> '');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON spill_ruling FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

-- CreateTable
CREATE TABLE "withheld_log" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "office_id" UUID NOT NULL,
    "production_id" UUID,
    "request_ids" UUID[],
    "asserted_on" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "job_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "withheld_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "withheld_mapping" (
    "inquiry_id" UUID NOT NULL,
    "office_id" UUID NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "withheld_mapping_pkey" PRIMARY KEY ("inquiry_id","office_id")
);

-- CreateIndex
CREATE INDEX "withheld_log_inquiry_id_created_at_idx" ON "withheld_log"("inquiry_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "withheld_log_inquiry_id_id_key" ON "withheld_log"("inquiry_id", "id");

-- AddForeignKey
ALTER TABLE "withheld_log" ADD CONSTRAINT "withheld_log_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_log" ADD CONSTRAINT "withheld_log_inquiry_id_office_id_fkey" FOREIGN KEY ("inquiry_id", "office_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_log" ADD CONSTRAINT "withheld_log_inquiry_id_production_id_fkey" FOREIGN KEY ("inquiry_id", "production_id") REFERENCES "production"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_mapping" ADD CONSTRAINT "withheld_mapping_inquiry_id_office_id_fkey" FOREIGN KEY ("inquiry_id", "office_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A log has a name and content, and not more than a form can bring.
ALTER TABLE withheld_log ADD CONSTRAINT withheld_log_brought CHECK (btrim(name) <> '' AND octet_length(bytes) BETWEEN 1 AND 3145728);

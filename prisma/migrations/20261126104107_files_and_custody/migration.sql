-- CreateEnum
CREATE TYPE "CustodyKind" AS ENUM ('received', 'registered', 'stored', 'viewed', 'checked_out', 'checked_in', 'copied', 'transferred', 'verified', 'returned', 'destroyed', 'correction');

-- CreateEnum
CREATE TYPE "FileRole" AS ENUM ('original', 'page_image', 'extracted_text');

-- CreateEnum
CREATE TYPE "UploadStatus" AS ENUM ('arriving', 'set_aside');

-- CreateEnum
CREATE TYPE "NoteUnit" AS ENUM ('time', 'page', 'line');

-- CreateEnum
CREATE TYPE "JobStatus" AS ENUM ('waiting', 'running', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "ProductionMedium" AS ENUM ('drive', 'disc', 'electronic', 'paper', 'in_person', 'other');

-- CreateEnum
CREATE TYPE "Certification" AS ENUM ('certified', 'not_certified', 'not_stated');

-- CreateEnum
CREATE TYPE "WithheldStatus" AS ENUM ('asserted', 'accepted', 'challenged', 'accommodated', 'released', 'sustained');

-- CreateEnum
CREATE TYPE "WithheldExtent" AS ENUM ('whole', 'part');

-- CreateEnum
CREATE TYPE "WithheldBasis" AS ENUM ('executive_privilege', 'deliberative_process', 'attorney_client', 'attorney_work_product', 'law_enforcement', 'classified', 'statute', 'personal_privacy', 'other');

-- CreateEnum
CREATE TYPE "Accommodation" AS ENUM ('in_camera', 'redacted', 'summary');

-- AlterTable
ALTER TABLE "evidence_item" ADD COLUMN     "author" TEXT,
ADD COLUMN     "bates_first" BIGINT,
ADD COLUMN     "bates_from" TEXT,
ADD COLUMN     "bates_last" BIGINT,
ADD COLUMN     "bates_prefix" TEXT,
ADD COLUMN     "bates_to" TEXT,
ADD COLUMN     "custodian" TEXT,
ADD COLUMN     "derivation" TEXT,
ADD COLUMN     "parent_id" UUID,
ADD COLUMN     "producer_fields" JSONB,
ADD COLUMN     "production_id" UUID;

-- CreateTable
CREATE TABLE "custody_event" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" "CustodyKind" NOT NULL,
    "by" TEXT NOT NULL,
    "authorised_by" TEXT,
    "from" TEXT,
    "to" TEXT,
    "place" TEXT,
    "receipt_no" TEXT,
    "copy_no" TEXT,
    "note" TEXT,
    "happened_at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "corrects_id" UUID,
    "created_by_id" UUID,

    CONSTRAINT "custody_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "handling" "Handling" NOT NULL,
    "role" "FileRole" NOT NULL,
    "page" INTEGER NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "md5" TEXT,
    "media_type" TEXT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "line_index" BYTEA,
    "claimed_hash" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_digest" (
    "inquiry_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "algorithm" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_digest_pkey" PRIMARY KEY ("file_id","algorithm")
);

-- CreateTable
CREATE TABLE "fixity_check" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "matches" BOOLEAN NOT NULL,
    "found" TEXT,
    "job_id" UUID,

    CONSTRAINT "fixity_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_opening" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ranges" int8multirange NOT NULL DEFAULT '{}'::int8multirange,

    CONSTRAINT "file_opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "evidence_id" UUID,
    "entry" JSONB,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "arrived" BIGINT NOT NULL DEFAULT 0,
    "claimed_hash" TEXT,
    "again_reason" TEXT,
    "status" "UploadStatus" NOT NULL DEFAULT 'arriving',
    "sha256" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_note" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "partition" "Partition" NOT NULL,
    "unit" "NoteUnit" NOT NULL,
    "from" BIGINT NOT NULL,
    "to" BIGINT,
    "text" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "status" "JobStatus" NOT NULL DEFAULT 'waiting',
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "doing" TEXT,
    "report" JSONB,
    "problem" TEXT,
    "cancelling" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "production" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "from_office_id" UUID NOT NULL,
    "received_on" DATE NOT NULL,
    "medium" "ProductionMedium" NOT NULL,
    "volume" TEXT,
    "bates_from" TEXT,
    "bates_to" TEXT,
    "cover_letter" TEXT,
    "certification" "Certification" NOT NULL DEFAULT 'not_stated',
    "certified_by" TEXT,
    "note" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "production_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "production_request" (
    "inquiry_id" UUID NOT NULL,
    "production_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "production_request_pkey" PRIMARY KEY ("production_id","request_id")
);

-- CreateTable
CREATE TABLE "load_file_mapping" (
    "inquiry_id" UUID NOT NULL,
    "office_id" UUID NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "load_file_mapping_pkey" PRIMARY KEY ("inquiry_id","office_id")
);

-- CreateTable
CREATE TABLE "withheld_item" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "control_number" TEXT,
    "what" TEXT NOT NULL,
    "document_type" TEXT,
    "dated_on" DATE,
    "author" TEXT,
    "addressees" TEXT,
    "custodian" TEXT,
    "pages" INTEGER,
    "extent" "WithheldExtent" NOT NULL,
    "basis" "WithheldBasis" NOT NULL,
    "basis_words" TEXT,
    "asserted_by_id" UUID NOT NULL,
    "asserted_by" TEXT,
    "asserted_on" DATE NOT NULL,
    "status" "WithheldStatus" NOT NULL DEFAULT 'asserted',
    "status_since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status_reason" TEXT,
    "accommodation" "Accommodation",
    "released_as_id" UUID,
    "production_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "withheld_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "withheld_request" (
    "inquiry_id" UUID NOT NULL,
    "withheld_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "withheld_request_pkey" PRIMARY KEY ("withheld_id","request_id")
);

-- CreateIndex
CREATE INDEX "custody_event_inquiry_id_kind_happened_at_idx" ON "custody_event"("inquiry_id", "kind", "happened_at");

-- CreateIndex
CREATE UNIQUE INDEX "custody_event_evidence_id_number_key" ON "custody_event"("evidence_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "custody_event_evidence_id_id_key" ON "custody_event"("evidence_id", "id");

-- CreateIndex
CREATE INDEX "stored_file_inquiry_id_sha256_idx" ON "stored_file"("inquiry_id", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_evidence_id_revision_role_page_key" ON "stored_file"("evidence_id", "revision", "role", "page");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_inquiry_id_id_key" ON "stored_file"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "fixity_check_file_id_checked_at_idx" ON "fixity_check"("file_id", "checked_at" DESC);

-- CreateIndex
CREATE INDEX "fixity_check_inquiry_id_matches_checked_at_idx" ON "fixity_check"("inquiry_id", "matches", "checked_at" DESC);

-- CreateIndex
CREATE INDEX "file_opening_file_id_opened_at_idx" ON "file_opening"("file_id", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "file_opening_user_id_file_id_last_at_idx" ON "file_opening"("user_id", "file_id", "last_at" DESC);

-- CreateIndex
CREATE INDEX "upload_inquiry_id_created_by_id_last_at_idx" ON "upload"("inquiry_id", "created_by_id", "last_at");

-- CreateIndex
CREATE INDEX "upload_last_at_idx" ON "upload"("last_at");

-- CreateIndex
CREATE INDEX "evidence_note_evidence_id_revision_from_idx" ON "evidence_note"("evidence_id", "revision", "from");

-- CreateIndex
CREATE INDEX "job_status_created_at_idx" ON "job"("status", "created_at");

-- CreateIndex
CREATE INDEX "job_inquiry_id_created_at_idx" ON "job"("inquiry_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "job_inquiry_id_id_key" ON "job"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "production_inquiry_id_received_on_idx" ON "production"("inquiry_id", "received_on");

-- CreateIndex
CREATE INDEX "production_inquiry_id_from_office_id_received_on_idx" ON "production"("inquiry_id", "from_office_id", "received_on");

-- CreateIndex
CREATE INDEX "production_search_idx" ON "production" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "production_inquiry_id_number_key" ON "production"("inquiry_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "production_inquiry_id_id_key" ON "production"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "production_request_request_id_idx" ON "production_request"("request_id");

-- CreateIndex
CREATE INDEX "withheld_item_inquiry_id_status_number_idx" ON "withheld_item"("inquiry_id", "status", "number");

-- CreateIndex
CREATE INDEX "withheld_item_inquiry_id_basis_idx" ON "withheld_item"("inquiry_id", "basis");

-- CreateIndex
CREATE INDEX "withheld_item_inquiry_id_asserted_by_id_idx" ON "withheld_item"("inquiry_id", "asserted_by_id");

-- CreateIndex
CREATE INDEX "withheld_item_search_idx" ON "withheld_item" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "withheld_item_inquiry_id_number_key" ON "withheld_item"("inquiry_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "withheld_item_inquiry_id_id_key" ON "withheld_item"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "withheld_request_request_id_idx" ON "withheld_request"("request_id");

-- CreateIndex
CREATE INDEX "evidence_item_inquiry_id_production_id_number_idx" ON "evidence_item"("inquiry_id", "production_id", "number");

-- CreateIndex
CREATE INDEX "evidence_item_inquiry_id_bates_prefix_bates_first_idx" ON "evidence_item"("inquiry_id", "bates_prefix", "bates_first");

-- CreateIndex
CREATE INDEX "evidence_item_parent_id_idx" ON "evidence_item"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_item_inquiry_id_id_handling_key" ON "evidence_item"("inquiry_id", "id", "handling");

-- AddForeignKey
ALTER TABLE "custody_event" ADD CONSTRAINT "custody_event_inquiry_id_evidence_id_fkey" FOREIGN KEY ("inquiry_id", "evidence_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custody_event" ADD CONSTRAINT "custody_event_evidence_id_corrects_id_fkey" FOREIGN KEY ("evidence_id", "corrects_id") REFERENCES "custody_event"("evidence_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_inquiry_id_production_id_fkey" FOREIGN KEY ("inquiry_id", "production_id") REFERENCES "production"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_inquiry_id_parent_id_fkey" FOREIGN KEY ("inquiry_id", "parent_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_inquiry_id_evidence_id_handling_fkey" FOREIGN KEY ("inquiry_id", "evidence_id", "handling") REFERENCES "evidence_item"("inquiry_id", "id", "handling") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_digest" ADD CONSTRAINT "file_digest_inquiry_id_file_id_fkey" FOREIGN KEY ("inquiry_id", "file_id") REFERENCES "stored_file"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fixity_check" ADD CONSTRAINT "fixity_check_inquiry_id_file_id_fkey" FOREIGN KEY ("inquiry_id", "file_id") REFERENCES "stored_file"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_opening" ADD CONSTRAINT "file_opening_inquiry_id_file_id_fkey" FOREIGN KEY ("inquiry_id", "file_id") REFERENCES "stored_file"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_inquiry_id_evidence_id_fkey" FOREIGN KEY ("inquiry_id", "evidence_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_note" ADD CONSTRAINT "evidence_note_inquiry_id_evidence_id_fkey" FOREIGN KEY ("inquiry_id", "evidence_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production" ADD CONSTRAINT "production_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production" ADD CONSTRAINT "production_inquiry_id_from_office_id_fkey" FOREIGN KEY ("inquiry_id", "from_office_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_request" ADD CONSTRAINT "production_request_inquiry_id_production_id_fkey" FOREIGN KEY ("inquiry_id", "production_id") REFERENCES "production"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_request" ADD CONSTRAINT "production_request_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "load_file_mapping" ADD CONSTRAINT "load_file_mapping_inquiry_id_office_id_fkey" FOREIGN KEY ("inquiry_id", "office_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_item" ADD CONSTRAINT "withheld_item_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_item" ADD CONSTRAINT "withheld_item_inquiry_id_asserted_by_id_fkey" FOREIGN KEY ("inquiry_id", "asserted_by_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_item" ADD CONSTRAINT "withheld_item_inquiry_id_released_as_id_fkey" FOREIGN KEY ("inquiry_id", "released_as_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_item" ADD CONSTRAINT "withheld_item_inquiry_id_production_id_fkey" FOREIGN KEY ("inquiry_id", "production_id") REFERENCES "production"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_request" ADD CONSTRAINT "withheld_request_inquiry_id_withheld_id_fkey" FOREIGN KEY ("inquiry_id", "withheld_id") REFERENCES "withheld_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_request" ADD CONSTRAINT "withheld_request_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Numbers and words.
ALTER TABLE production ADD CONSTRAINT production_number_positive CHECK (number > 0 AND version > 0);
ALTER TABLE withheld_item ADD CONSTRAINT withheld_number_positive CHECK (number > 0 AND version > 0 AND (pages IS NULL OR pages > 0));
ALTER TABLE withheld_item ADD CONSTRAINT withheld_said CHECK (btrim(what) <> '');
ALTER TABLE evidence_note ADD CONSTRAINT evidence_note_said CHECK (btrim(text) <> '');
ALTER TABLE evidence_note ADD CONSTRAINT evidence_note_place CHECK (revision > 0 AND "from" >= 0 AND ("to" IS NULL OR "to" >= "from") AND (unit = 'time' OR "from" > 0));
ALTER TABLE job ADD CONSTRAINT job_progress CHECK (done >= 0 AND (total IS NULL OR total >= 0));
ALTER TABLE job ADD CONSTRAINT job_ended CHECK ((status IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL));

-- An item is not made from itself, and what was made from another says how. Bates numbers run forward and stand together.
ALTER TABLE evidence_item ADD CONSTRAINT evidence_derived_from_another CHECK (parent_id IS DISTINCT FROM id AND (parent_id IS NULL) = (derivation IS NULL));
ALTER TABLE evidence_item ADD CONSTRAINT evidence_bates_whole
  CHECK ((bates_from IS NULL) = (bates_prefix IS NULL) AND (bates_from IS NULL) = (bates_to IS NULL)
     AND (bates_from IS NULL) = (bates_first IS NULL) AND (bates_from IS NULL) = (bates_last IS NULL)
     AND (bates_from IS NULL OR bates_last >= bates_first));

-- Files. Of what is marked confidential or above there is no content here, by whatever path it comes: `handling` is the item's own, held by
-- the foreign key, also when the item's changes later.
ALTER TABLE stored_file ADD CONSTRAINT stored_file_unclassified CHECK (handling IN ('unclassified', 'cui'));
ALTER TABLE stored_file ADD CONSTRAINT stored_file_hashed CHECK (sha256 ~ '^[0-9a-f]{64}$' AND (md5 IS NULL OR md5 ~ '^[0-9a-f]{32}$'));
ALTER TABLE stored_file ADD CONSTRAINT stored_file_claimed CHECK (claimed_hash IS NULL OR claimed_hash ~ '^([0-9a-f]{32}|[0-9a-f]{64})$');
ALTER TABLE stored_file ADD CONSTRAINT stored_file_place CHECK (size > 0 AND revision > 0 AND btrim(name) <> '' AND (role = 'page_image') = (page > 0));
ALTER TABLE file_digest ADD CONSTRAINT file_digest_form CHECK (algorithm = 'sha512' AND digest ~ '^[0-9a-f]{128}$');
ALTER TABLE fixity_check ADD CONSTRAINT fixity_check_found CHECK (matches = (found IS NULL));
ALTER TABLE file_opening ADD CONSTRAINT file_opening_how CHECK (how IN ('view', 'download'));
ALTER TABLE upload ADD CONSTRAINT upload_size CHECK (size > 0 AND arrived >= 0 AND arrived <= size AND btrim(name) <> '');
ALTER TABLE upload ADD CONSTRAINT upload_for_something CHECK ((evidence_id IS NULL) <> (entry IS NULL));
ALTER TABLE upload ADD CONSTRAINT upload_claimed CHECK (claimed_hash IS NULL OR claimed_hash ~ '^([0-9a-f]{32}|[0-9a-f]{64})$');
ALTER TABLE upload ADD CONSTRAINT upload_set_aside CHECK ((status = 'set_aside') = (sha256 IS NOT NULL) AND (status <> 'set_aside' OR arrived = size));

-- Custody. Only a correction names what it corrects, and it corrects something earlier.
ALTER TABLE custody_event ADD CONSTRAINT custody_number_positive CHECK (number > 0 AND revision > 0 AND btrim(by) <> '');
ALTER TABLE custody_event ADD CONSTRAINT custody_correction CHECK ((kind = 'correction') = (corrects_id IS NOT NULL) AND corrects_id IS DISTINCT FROM id);
ALTER TABLE custody_event ADD CONSTRAINT custody_not_ahead CHECK (happened_at <= recorded_at + interval '5 minutes');

-- A privilege log entry: what was accommodated says how; a release names what came.
ALTER TABLE withheld_item ADD CONSTRAINT withheld_accommodated_how CHECK ((status = 'accommodated') = (accommodation IS NOT NULL));

-- Search.
CREATE FUNCTION ledger_search_production() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', concat_ws(' ', NEW.volume, NEW.bates_from, NEW.bates_to, NEW.cover_letter, NEW.note)); RETURN NEW; END $$;
CREATE FUNCTION ledger_search_withheld() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', concat_ws(' ', NEW.control_number, NEW.what, NEW.document_type, NEW.author, NEW.addressees, NEW.custodian, NEW.basis_words)); RETURN NEW; END $$;
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF volume, bates_from, bates_to, cover_letter, note ON production FOR EACH ROW EXECUTE FUNCTION ledger_search_production();
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF control_number, what, document_type, author, addressees, custodian, basis_words ON withheld_item FOR EACH ROW EXECUTE FUNCTION ledger_search_withheld();

-- An item is found by its Bates numbers, its custodian and its author too.
CREATE OR REPLACE FUNCTION ledger_search_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', concat_ws(' ', NEW.title, NEW.description, NEW.bates_from, NEW.bates_to, NEW.custodian, NEW.author)); RETURN NEW; END $$;
DROP TRIGGER search ON evidence_item;
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF title, description, bates_from, bates_to, custodian, author ON evidence_item FOR EACH ROW EXECUTE FUNCTION ledger_search_evidence();

-- What was appended stays.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_event FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_note FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON file_digest FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fixity_check FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
-- Of a kept file only the repeated handling follows its item; all else stays for ever.
CREATE FUNCTION ledger_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'handling' IS DISTINCT FROM to_jsonb(OLD) - 'handling' THEN
    RAISE EXCEPTION 'stored_file is append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER append_only_but_handling BEFORE UPDATE ON stored_file FOR EACH ROW EXECUTE FUNCTION ledger_file_stays();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON stored_file FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

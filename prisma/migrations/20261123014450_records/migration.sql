-- CreateEnum
CREATE TYPE "Partition" AS ENUM ('shared', 'majority', 'minority');

-- CreateEnum
CREATE TYPE "Kind" AS ENUM ('briefing', 'video', 'log', 'testimony', 'document');

-- CreateEnum
CREATE TYPE "Handling" AS ENUM ('unclassified', 'cui', 'confidential', 'secret', 'top_secret', 'top_secret_sci');

-- CreateEnum
CREATE TYPE "Medium" AS ENUM ('letter', 'email', 'call', 'meeting');

-- CreateEnum
CREATE TYPE "Direction" AS ENUM ('sent', 'received', 'held');

-- CreateEnum
CREATE TYPE "AccessMode" AS ENUM ('delivered_copy', 'in_camera', 'reading_room', 'read_and_return', 'shown_only', 'oral_only');

-- CreateEnum
CREATE TYPE "EvidenceStatus" AS ENUM ('logged', 'in_review', 'accepted', 'rejected', 'returned', 'clawed_back');

-- CreateEnum
CREATE TYPE "Judgement" AS ENUM ('yes', 'no', 'not_known');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('accepted', 'rejected');

-- CreateEnum
CREATE TYPE "Chamber" AS ENUM ('house', 'senate', 'joint');

-- CreateEnum
CREATE TYPE "Instrument" AS ENUM ('informal_ask', 'letter', 'hearing_invitation', 'preservation_notice', 'subpoena', 'statutory_duty', 'funding_condition', 'question_for_record');

-- CreateEnum
CREATE TYPE "LetterStatus" AS ENUM ('draft', 'in_clearance', 'issued', 'closed', 'withdrawn');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('staffer', 'reviewer', 'viewer', 'admin');

-- CreateEnum
CREATE TYPE "Side" AS ENUM ('majority', 'minority', 'nonpartisan');

-- CreateEnum
CREATE TYPE "Theme" AS ENUM ('who_ordered', 'what_happened', 'when', 'why', 'legal_authority', 'chain_of_command', 'preservation');

-- CreateEnum
CREATE TYPE "QuestionStatus" AS ENUM ('open', 'answer_proposed', 'answered', 'disputed', 'unanswerable', 'withdrawn');

-- CreateEnum
CREATE TYPE "UnanswerableBasis" AS ENUM ('withheld', 'destroyed', 'never_existed', 'witness_refused');

-- CreateEnum
CREATE TYPE "ClaimSource" AS ENUM ('reporting', 'administration', 'witness', 'other');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('draft', 'issued', 'acknowledged', 'agreed', 'scheduled', 'partly_received', 'received', 'deficient', 'refused', 'no_records', 'satisfied', 'withdrawn', 'superseded');

-- CreateEnum
CREATE TYPE "FormWanted" AS ENUM ('delivered_copy', 'viewing_suffices');

-- CreateEnum
CREATE TYPE "Blocker" AS ENUM ('addressee', 'another_department', 'white_house_review', 'classification_originator', 'counsel');

-- CreateEnum
CREATE TYPE "Rung" AS ENUM ('request', 'follow_up', 'deficiency_letter', 'accommodation_meeting', 'funding_condition', 'subpoena_notice', 'subpoena', 'default', 'contempt', 'referral_or_suit');

-- CreateEnum
CREATE TYPE "DueCause" AS ENUM ('issued', 'extension', 'deficiency', 'reissued', 'agreement');

-- CreateTable
CREATE TABLE "audit_event" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "inquiry_id" UUID,
    "actor_id" UUID,
    "event" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "partition" "Partition" NOT NULL,
    "body" TEXT NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_concern" (
    "seq" BIGINT NOT NULL,
    "record_id" UUID NOT NULL,

    CONSTRAINT "audit_concern_pkey" PRIMARY KEY ("record_id","seq")
);

-- CreateTable
CREATE TABLE "correspondence" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "partition" "Partition" NOT NULL,
    "number" INTEGER NOT NULL,
    "medium" "Medium" NOT NULL,
    "direction" "Direction" NOT NULL,
    "happened_on" DATE NOT NULL,
    "office_id" UUID NOT NULL,
    "with_whom" TEXT,
    "about" TEXT NOT NULL,
    "letter_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "correspondence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "correspondence_request" (
    "inquiry_id" UUID NOT NULL,
    "correspondence_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "correspondence_request_pkey" PRIMARY KEY ("correspondence_id","request_id")
);

-- CreateTable
CREATE TABLE "evidence_item" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" "Kind" NOT NULL,
    "happened" TEXT,
    "happened_from" TIMESTAMPTZ(6),
    "happened_to" TIMESTAMPTZ(6),
    "received_on" DATE NOT NULL,
    "from_office_id" UUID NOT NULL,
    "access_mode" "AccessMode" NOT NULL,
    "handling" "Handling" NOT NULL,
    "held_at" TEXT NOT NULL,
    "control_number" TEXT,
    "copy_no" TEXT,
    "status" "EvidenceStatus" NOT NULL DEFAULT 'logged',
    "status_since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "reviewer_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "evidence_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_request" (
    "inquiry_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "evidence_request_pkey" PRIMARY KEY ("evidence_id","request_id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "responsive" "Judgement" NOT NULL,
    "complete" "Judgement" NOT NULL,
    "authentic" "Judgement" NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "reason" TEXT NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inquiry" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "committee" TEXT NOT NULL,
    "chamber" "Chamber" NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'America/New_York',
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "notice" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "inquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "inquiry_id" UUID NOT NULL,
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("inquiry_id","series")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "partition" "Partition" NOT NULL,
    "number" INTEGER NOT NULL,
    "instrument" "Instrument" NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "addressee_id" UUID NOT NULL,
    "follows_id" UUID,
    "rung" "Rung" NOT NULL,
    "due_on" DATE,
    "signed_by" TEXT,
    "status" "LetterStatus" NOT NULL DEFAULT 'draft',
    "issued_on" DATE,
    "cleared_by_id" UUID,
    "cleared_at" TIMESTAMPTZ(6),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_request" (
    "inquiry_id" UUID NOT NULL,
    "letter_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "letter_request_pkey" PRIMARY KEY ("letter_id","request_id")
);

-- CreateTable
CREATE TABLE "office" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT,
    "above_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "office_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "side" "Side" NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "browser" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "tail" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("user_id","key")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "wording" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "theme" "Theme" NOT NULL,
    "needs" "Kind"[] NOT NULL DEFAULT ARRAY[]::"Kind"[],
    "status" "QuestionStatus" NOT NULL DEFAULT 'open',
    "unanswerable_basis" "UnanswerableBasis",
    "status_reason" TEXT,
    "status_since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "question_id" UUID NOT NULL,
    "statement" TEXT NOT NULL,
    "source_kind" "ClaimSource" NOT NULL,
    "source" TEXT NOT NULL,
    "said_on" DATE,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "partition" "Partition" NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "Kind" NOT NULL,
    "title" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "addressee_id" UUID NOT NULL,
    "form_wanted" "FormWanted" NOT NULL,
    "period" TEXT,
    "period_from" TIMESTAMPTZ(6),
    "period_to" TIMESTAMPTZ(6),
    "handling" "Handling" NOT NULL,
    "status" "RequestStatus" NOT NULL DEFAULT 'draft',
    "status_since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outstanding" BOOLEAN NOT NULL DEFAULT false,
    "issued_on" DATE,
    "first_due_on" DATE,
    "due_on" DATE,
    "scheduled_for" TIMESTAMPTZ(6),
    "received_on" DATE,
    "satisfied_on" DATE,
    "missing" TEXT,
    "refusal_basis" TEXT,
    "refused_by" TEXT,
    "search_certified" BOOLEAN NOT NULL DEFAULT false,
    "closing_reason" TEXT,
    "superseded_by_id" UUID,
    "blocker" "Blocker",
    "blocker_since" DATE,
    "blocker_note" TEXT,
    "owner_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "search" tsvector,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_question" (
    "inquiry_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,

    CONSTRAINT "request_question_pkey" PRIMARY KEY ("request_id","question_id")
);

-- CreateTable
CREATE TABLE "due_change" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "cause" "DueCause" NOT NULL,
    "happened_on" DATE NOT NULL,
    "old_due_on" DATE,
    "new_due_on" DATE NOT NULL,
    "asked_by" TEXT,
    "granted_by" TEXT,
    "reason" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "due_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "blocker" "Blocker" NOT NULL,
    "since" DATE NOT NULL,
    "until" DATE NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ladder_rung" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "rung" "Rung" NOT NULL,
    "taken_on" DATE NOT NULL,
    "letter_id" UUID,
    "skipped" "Rung"[] NOT NULL DEFAULT ARRAY[]::"Rung"[],
    "note" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ladder_rung_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "partition" "Partition" NOT NULL,
    "text" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_prev_hash_key" ON "audit_event"("prev_hash");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_hash_key" ON "audit_event"("hash");

-- CreateIndex
CREATE INDEX "audit_event_inquiry_id_seq_idx" ON "audit_event"("inquiry_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_event_inquiry_id_event_seq_idx" ON "audit_event"("inquiry_id", "event", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_event_actor_id_seq_idx" ON "audit_event"("actor_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "correspondence_inquiry_id_happened_on_idx" ON "correspondence"("inquiry_id", "happened_on");

-- CreateIndex
CREATE INDEX "correspondence_search_idx" ON "correspondence" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "correspondence_inquiry_id_partition_number_key" ON "correspondence"("inquiry_id", "partition", "number");

-- CreateIndex
CREATE UNIQUE INDEX "correspondence_inquiry_id_id_key" ON "correspondence"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "correspondence_request_request_id_idx" ON "correspondence_request"("request_id");

-- CreateIndex
CREATE INDEX "evidence_item_inquiry_id_status_received_on_idx" ON "evidence_item"("inquiry_id", "status", "received_on");

-- CreateIndex
CREATE INDEX "evidence_item_inquiry_id_received_on_idx" ON "evidence_item"("inquiry_id", "received_on");

-- CreateIndex
CREATE INDEX "evidence_item_search_idx" ON "evidence_item" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_item_inquiry_id_number_key" ON "evidence_item"("inquiry_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_item_inquiry_id_id_key" ON "evidence_item"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "evidence_request_request_id_idx" ON "evidence_request"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_evidence_id_revision_id_key" ON "review"("evidence_id", "revision", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_slug_key" ON "inquiry"("slug");

-- CreateIndex
CREATE INDEX "letter_inquiry_id_status_issued_on_idx" ON "letter"("inquiry_id", "status", "issued_on");

-- CreateIndex
CREATE INDEX "letter_search_idx" ON "letter" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "letter_inquiry_id_partition_number_key" ON "letter"("inquiry_id", "partition", "number");

-- CreateIndex
CREATE UNIQUE INDEX "letter_inquiry_id_id_key" ON "letter"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "letter_request_request_id_idx" ON "letter_request"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "office_inquiry_id_number_key" ON "office"("inquiry_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "office_inquiry_id_id_key" ON "office"("inquiry_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "office_inquiry_id_name_key" ON "office"("inquiry_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_inquiry_id_user_id_key" ON "membership"("inquiry_id", "user_id");

-- CreateIndex
CREATE INDEX "user_session_user_id_ended_at_idx" ON "user_session"("user_id", "ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE INDEX "idempotent_answer_created_at_idx" ON "idempotent_answer"("created_at");

-- CreateIndex
CREATE INDEX "question_search_idx" ON "question" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "question_inquiry_id_number_key" ON "question"("inquiry_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "question_inquiry_id_id_key" ON "question"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "claim_question_id_idx" ON "claim"("question_id");

-- CreateIndex
CREATE INDEX "claim_search_idx" ON "claim" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "claim_inquiry_id_number_key" ON "claim"("inquiry_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "claim_inquiry_id_id_key" ON "claim"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "request_inquiry_id_outstanding_due_on_number_idx" ON "request"("inquiry_id", "outstanding" DESC, "due_on", "number");

-- CreateIndex
CREATE INDEX "request_inquiry_id_status_due_on_number_idx" ON "request"("inquiry_id", "status", "due_on", "number");

-- CreateIndex
CREATE INDEX "request_inquiry_id_addressee_id_outstanding_idx" ON "request"("inquiry_id", "addressee_id", "outstanding");

-- CreateIndex
CREATE INDEX "request_inquiry_id_owner_id_outstanding_due_on_idx" ON "request"("inquiry_id", "owner_id", "outstanding", "due_on");

-- CreateIndex
CREATE INDEX "request_inquiry_id_kind_outstanding_due_on_idx" ON "request"("inquiry_id", "kind", "outstanding", "due_on");

-- CreateIndex
CREATE INDEX "request_search_idx" ON "request" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "request_inquiry_id_partition_number_key" ON "request"("inquiry_id", "partition", "number");

-- CreateIndex
CREATE UNIQUE INDEX "request_inquiry_id_id_key" ON "request"("inquiry_id", "id");

-- CreateIndex
CREATE INDEX "request_question_question_id_request_id_idx" ON "request_question"("question_id", "request_id");

-- CreateIndex
CREATE INDEX "due_change_request_id_created_at_idx" ON "due_change"("request_id", "created_at");

-- CreateIndex
CREATE INDEX "hold_request_id_since_idx" ON "hold"("request_id", "since");

-- CreateIndex
CREATE INDEX "ladder_rung_request_id_created_at_idx" ON "ladder_rung"("request_id", "created_at");

-- CreateIndex
CREATE INDEX "note_request_id_created_at_idx" ON "note"("request_id", "created_at");

-- AddForeignKey
ALTER TABLE "audit_concern" ADD CONSTRAINT "audit_concern_seq_fkey" FOREIGN KEY ("seq") REFERENCES "audit_event"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correspondence" ADD CONSTRAINT "correspondence_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correspondence" ADD CONSTRAINT "correspondence_inquiry_id_office_id_fkey" FOREIGN KEY ("inquiry_id", "office_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correspondence" ADD CONSTRAINT "correspondence_inquiry_id_letter_id_fkey" FOREIGN KEY ("inquiry_id", "letter_id") REFERENCES "letter"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correspondence_request" ADD CONSTRAINT "correspondence_request_inquiry_id_correspondence_id_fkey" FOREIGN KEY ("inquiry_id", "correspondence_id") REFERENCES "correspondence"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correspondence_request" ADD CONSTRAINT "correspondence_request_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_inquiry_id_from_office_id_fkey" FOREIGN KEY ("inquiry_id", "from_office_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_request" ADD CONSTRAINT "evidence_request_inquiry_id_evidence_id_fkey" FOREIGN KEY ("inquiry_id", "evidence_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_request" ADD CONSTRAINT "evidence_request_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_inquiry_id_evidence_id_fkey" FOREIGN KEY ("inquiry_id", "evidence_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counter" ADD CONSTRAINT "counter_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_inquiry_id_addressee_id_fkey" FOREIGN KEY ("inquiry_id", "addressee_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_inquiry_id_follows_id_fkey" FOREIGN KEY ("inquiry_id", "follows_id") REFERENCES "letter"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter_request" ADD CONSTRAINT "letter_request_inquiry_id_letter_id_fkey" FOREIGN KEY ("inquiry_id", "letter_id") REFERENCES "letter"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter_request" ADD CONSTRAINT "letter_request_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_inquiry_id_above_id_fkey" FOREIGN KEY ("inquiry_id", "above_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotent_answer" ADD CONSTRAINT "idempotent_answer_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_inquiry_id_question_id_fkey" FOREIGN KEY ("inquiry_id", "question_id") REFERENCES "question"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_inquiry_id_addressee_id_fkey" FOREIGN KEY ("inquiry_id", "addressee_id") REFERENCES "office"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_inquiry_id_superseded_by_id_fkey" FOREIGN KEY ("inquiry_id", "superseded_by_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_question" ADD CONSTRAINT "request_question_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_question" ADD CONSTRAINT "request_question_inquiry_id_question_id_fkey" FOREIGN KEY ("inquiry_id", "question_id") REFERENCES "question"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "due_change" ADD CONSTRAINT "due_change_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ladder_rung" ADD CONSTRAINT "ladder_rung_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ladder_rung" ADD CONSTRAINT "ladder_rung_inquiry_id_letter_id_fkey" FOREIGN KEY ("inquiry_id", "letter_id") REFERENCES "letter"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What the Prisma schema cannot say. The words for people are in lib/; these hold when all else has failed.

-- Numbers begin at one; versions too.
ALTER TABLE question ADD CONSTRAINT question_number_positive CHECK (number > 0 AND version > 0);
ALTER TABLE claim ADD CONSTRAINT claim_number_positive CHECK (number > 0 AND version > 0);
ALTER TABLE office ADD CONSTRAINT office_number_positive CHECK (number > 0 AND version > 0);
ALTER TABLE letter ADD CONSTRAINT letter_number_positive CHECK (number > 0 AND version > 0);
ALTER TABLE request ADD CONSTRAINT request_number_positive CHECK (number > 0 AND version > 0);
ALTER TABLE correspondence ADD CONSTRAINT correspondence_number_positive CHECK (number > 0 AND version > 0);
ALTER TABLE evidence_item ADD CONSTRAINT evidence_number_positive CHECK (number > 0 AND version > 0 AND revision > 0);

ALTER TABLE inquiry ADD CONSTRAINT inquiry_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60);
ALTER TABLE inquiry ADD CONSTRAINT inquiry_closed_after_opened CHECK (closed_on IS NULL OR closed_on >= opened_on);
ALTER TABLE app_user ADD CONSTRAINT user_email_lower CHECK (email = lower(email) AND email LIKE '%_@_%');
ALTER TABLE office ADD CONSTRAINT office_not_above_itself CHECK (above_id IS NULL OR above_id <> id);

-- Nothing that must be said is blank.
ALTER TABLE question ADD CONSTRAINT question_said CHECK (btrim(wording) <> '' AND btrim(why) <> '');
ALTER TABLE claim ADD CONSTRAINT claim_said CHECK (btrim(statement) <> '' AND btrim(source) <> '');
ALTER TABLE office ADD CONSTRAINT office_named CHECK (btrim(name) <> '');
ALTER TABLE letter ADD CONSTRAINT letter_named CHECK (btrim(subject) <> '');
ALTER TABLE request ADD CONSTRAINT request_said CHECK (btrim(title) <> '' AND btrim(wording) <> '');
ALTER TABLE correspondence ADD CONSTRAINT correspondence_said CHECK (btrim(about) <> '');
ALTER TABLE evidence_item ADD CONSTRAINT evidence_said CHECK (btrim(title) <> '' AND btrim(held_at) <> '');
ALTER TABLE review ADD CONSTRAINT review_said CHECK (btrim(reason) <> '');

-- Questions: a status that needs a basis has one.
ALTER TABLE question ADD CONSTRAINT question_unanswerable_basis
  CHECK ((status = 'unanswerable') = (unanswerable_basis IS NOT NULL));

-- Requests. `outstanding` follows from the status and from nothing else.
ALTER TABLE request ADD CONSTRAINT request_outstanding
  CHECK (outstanding = (status IN ('issued', 'acknowledged', 'agreed', 'scheduled', 'partly_received', 'deficient')));
-- Once issued, a request is everybody's in the inquiry, and has its dates.
ALTER TABLE request ADD CONSTRAINT request_shared_once_issued
  CHECK (status IN ('draft', 'withdrawn', 'superseded') OR (partition = 'shared' AND issued_on IS NOT NULL AND due_on IS NOT NULL AND first_due_on IS NOT NULL));
ALTER TABLE request ADD CONSTRAINT request_due_after_issue CHECK (issued_on IS NULL OR (due_on >= issued_on AND first_due_on >= issued_on));
ALTER TABLE request ADD CONSTRAINT request_refused_by_whom
  CHECK (status <> 'refused' OR (refusal_basis IS NOT NULL AND refused_by IS NOT NULL));
ALTER TABLE request ADD CONSTRAINT request_deficient_in_what CHECK (status <> 'deficient' OR missing IS NOT NULL);
ALTER TABLE request ADD CONSTRAINT request_scheduled_when CHECK (status <> 'scheduled' OR scheduled_for IS NOT NULL);
ALTER TABLE request ADD CONSTRAINT request_withdrawn_why CHECK (status <> 'withdrawn' OR closing_reason IS NOT NULL);
ALTER TABLE request ADD CONSTRAINT request_superseded_by_which
  CHECK ((status = 'superseded') = (superseded_by_id IS NOT NULL) AND superseded_by_id IS DISTINCT FROM id);
ALTER TABLE request ADD CONSTRAINT request_blocker_since CHECK ((blocker IS NULL) = (blocker_since IS NULL));
ALTER TABLE request ADD CONSTRAINT request_blocker_only_outstanding CHECK (outstanding OR status IN ('refused', 'no_records') OR blocker IS NULL);
ALTER TABLE request ADD CONSTRAINT request_period_runs_forward CHECK (period_to IS NULL OR period_from IS NULL OR period_to >= period_from);
ALTER TABLE hold ADD CONSTRAINT hold_runs_forward CHECK (until >= since);
ALTER TABLE due_change ADD CONSTRAINT extension_asked_and_granted
  CHECK (cause <> 'extension' OR (asked_by IS NOT NULL AND granted_by IS NOT NULL AND reason IS NOT NULL AND old_due_on IS NOT NULL));

-- Letters: issued means cleared by somebody else than who drafted it, and dated.
ALTER TABLE letter ADD CONSTRAINT letter_cleared_by_another CHECK (cleared_by_id IS NULL OR cleared_by_id <> created_by_id);
ALTER TABLE letter ADD CONSTRAINT letter_issued_is_cleared_and_dated
  CHECK (status NOT IN ('issued', 'closed') OR (issued_on IS NOT NULL AND cleared_by_id IS NOT NULL AND cleared_at IS NOT NULL));
ALTER TABLE letter ADD CONSTRAINT letter_follows_another CHECK (follows_id IS DISTINCT FROM id);
ALTER TABLE letter_request ADD CONSTRAINT letter_request_position CHECK (position > 0);

-- Evidence.
ALTER TABLE evidence_item ADD CONSTRAINT evidence_happened_forward CHECK (happened_to IS NULL OR happened_from IS NULL OR happened_to >= happened_from);
ALTER TABLE review ADD CONSTRAINT review_revision_positive CHECK (revision > 0);

-- Search: one vector a record, kept by the database so that no path can forget it.
CREATE FUNCTION ledger_search_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', NEW.wording || ' ' || NEW.why); RETURN NEW; END $$;
CREATE FUNCTION ledger_search_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', NEW.statement || ' ' || NEW.source); RETURN NEW; END $$;
CREATE FUNCTION ledger_search_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', NEW.subject || ' ' || NEW.body); RETURN NEW; END $$;
CREATE FUNCTION ledger_search_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', NEW.title || ' ' || NEW.wording); RETURN NEW; END $$;
CREATE FUNCTION ledger_search_correspondence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', NEW.about || ' ' || coalesce(NEW.with_whom, '')); RETURN NEW; END $$;
CREATE FUNCTION ledger_search_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search := to_tsvector('english', NEW.title || ' ' || NEW.description); RETURN NEW; END $$;

CREATE TRIGGER search BEFORE INSERT OR UPDATE OF wording, why ON question FOR EACH ROW EXECUTE FUNCTION ledger_search_question();
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF statement, source ON claim FOR EACH ROW EXECUTE FUNCTION ledger_search_claim();
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF subject, body ON letter FOR EACH ROW EXECUTE FUNCTION ledger_search_letter();
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF title, wording ON request FOR EACH ROW EXECUTE FUNCTION ledger_search_request();
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF about, with_whom ON correspondence FOR EACH ROW EXECUTE FUNCTION ledger_search_correspondence();
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF title, description ON evidence_item FOR EACH ROW EXECUTE FUNCTION ledger_search_evidence();

-- What was appended stays: not even the owner changes it without first taking this trigger away, which shows.
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_concern FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON due_change FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ladder_rung FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON note FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

-- The log begins at one and its chain at sixty-four zeros.
ALTER TABLE audit_event ADD CONSTRAINT audit_seq_positive CHECK (seq > 0);
ALTER TABLE audit_event ADD CONSTRAINT audit_first_has_no_past CHECK ((seq = 1) = (prev_hash = repeat('0', 64)));

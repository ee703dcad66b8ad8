-- CreateEnum
CREATE TYPE "CustodyState" AS ENUM ('elsewhere', 'held', 'out', 'returned', 'destroyed');

-- CreateTable
CREATE TABLE "custody_standing" (
    "inquiry_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "copy_no" TEXT NOT NULL,
    "state" "CustodyState" NOT NULL,
    "place" TEXT,
    "holder" TEXT,
    "authorised_by" TEXT,
    "receipt_no" TEXT,
    "since" TIMESTAMPTZ(6),

    CONSTRAINT "custody_standing_pkey" PRIMARY KEY ("evidence_id","revision","copy_no")
);

-- CreateIndex
CREATE INDEX "custody_standing_inquiry_id_state_since_idx" ON "custody_standing"("inquiry_id", "state", "since");

-- CreateIndex
CREATE INDEX "custody_standing_inquiry_id_state_place_idx" ON "custody_standing"("inquiry_id", "state", "place");

-- CreateIndex
CREATE INDEX "custody_standing_inquiry_id_state_holder_idx" ON "custody_standing"("inquiry_id", "state", "holder");

-- CreateIndex
CREATE INDEX "custody_standing_inquiry_id_receipt_no_idx" ON "custody_standing"("inquiry_id", "receipt_no");

-- CreateIndex
CREATE INDEX "custody_standing_inquiry_id_since_idx" ON "custody_standing"("inquiry_id", "since");

-- CreateIndex
CREATE INDEX "custody_event_corrects_id_number_idx" ON "custody_event"("corrects_id", "number" DESC);

-- AddForeignKey
ALTER TABLE "custody_standing" ADD CONSTRAINT "custody_standing_inquiry_id_evidence_id_fkey" FOREIGN KEY ("inquiry_id", "evidence_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What happened by all that is known: each step as its newest correction states it, without those that never happened. The same as happened() in
-- lib/custody/chain.ts; a test compares the two on random chains.
CREATE VIEW custody_happened AS
SELECT c.id, c.inquiry_id, c.evidence_id, c.number, c.revision, c.kind,
       CASE WHEN f.id IS NULL THEN c.copy_no ELSE f.copy_no END AS copy_no,
       CASE WHEN f.id IS NULL THEN c.place ELSE f.place END AS place,
       CASE WHEN f.id IS NULL THEN c."to" ELSE f."to" END AS holder,
       CASE WHEN f.id IS NULL THEN c.authorised_by ELSE f.authorised_by END AS authorised_by,
       CASE WHEN f.id IS NULL THEN c.receipt_no ELSE f.receipt_no END AS receipt_no,
       CASE WHEN f.id IS NULL THEN c.happened_at ELSE f.happened_at END AS happened_at
  FROM custody_event c
  LEFT JOIN LATERAL (SELECT x.* FROM custody_event x WHERE x.corrects_id = c.id ORDER BY x.number DESC LIMIT 1) f ON true
 WHERE c.kind <> 'correction' AND f.struck IS NOT TRUE;

-- Where each piece is now, from the newest step that says so; an item of whose receipt there is none is where its entry says.
CREATE VIEW custody_now AS
WITH said AS (
  SELECT * FROM custody_happened
   WHERE kind IN ('received', 'checked_out', 'checked_in', 'copied', 'transferred', 'returned', 'destroyed') OR (kind = 'stored' AND place IS NOT NULL)
)
SELECT DISTINCT ON (evidence_id, revision, coalesce(copy_no, ''))
       inquiry_id, evidence_id, revision, coalesce(copy_no, '') AS copy_no,
       CASE kind
         WHEN 'checked_out' THEN 'out' WHEN 'returned' THEN 'returned' WHEN 'destroyed' THEN 'destroyed'
         -- Handed on, it is out if it was out before.
         WHEN 'transferred' THEN coalesce((
           SELECT CASE p.kind WHEN 'checked_out' THEN 'out' ELSE 'held' END FROM custody_happened p
            WHERE p.evidence_id = said.evidence_id AND p.revision = said.revision AND p.copy_no IS NOT DISTINCT FROM said.copy_no
              AND p.kind IN ('received', 'checked_out', 'checked_in', 'copied') AND (p.happened_at, p.number) < (said.happened_at, said.number)
            ORDER BY p.happened_at DESC, p.number DESC LIMIT 1), 'held')
         ELSE 'held'
       END::"CustodyState" AS state,
       place, holder, authorised_by, receipt_no, happened_at AS since
  FROM said
 ORDER BY evidence_id, revision, coalesce(copy_no, ''), happened_at DESC, number DESC;

-- Beside the chain, in the transaction of each step, and by the database alone.
CREATE FUNCTION ledger_custody_standing(items uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM custody_standing WHERE evidence_id = ANY(items);
  INSERT INTO custody_standing (inquiry_id, evidence_id, revision, copy_no, state, place, holder, authorised_by, receipt_no, since)
  SELECT inquiry_id, evidence_id, revision, copy_no, state, place, holder, authorised_by, receipt_no, since FROM custody_now WHERE evidence_id = ANY(items);
  INSERT INTO custody_standing (inquiry_id, evidence_id, revision, copy_no, state, place)
  SELECT inquiry_id, id, 1, '', (CASE WHEN access_mode IN ('delivered_copy', 'read_and_return') THEN 'held' ELSE 'elsewhere' END)::"CustodyState", held_at
    FROM evidence_item e
   WHERE id = ANY(items) AND NOT EXISTS (SELECT FROM custody_standing s WHERE s.evidence_id = e.id AND s.copy_no = '');
$$;
CREATE FUNCTION ledger_custody_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'evidence_item' THEN PERFORM ledger_custody_standing((SELECT array_agg(id) FROM fresh));
  ELSE
    -- The others say nothing of where it is.
    PERFORM ledger_custody_standing((SELECT array_agg(DISTINCT evidence_id) FROM fresh WHERE kind NOT IN ('registered', 'viewed', 'verified')));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER standing AFTER INSERT ON custody_event REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_custody_follows();
CREATE TRIGGER standing AFTER INSERT ON evidence_item REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_custody_follows();
CREATE FUNCTION ledger_entry_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM ledger_custody_standing(ARRAY[NEW.id]); RETURN NULL; END $$;
CREATE TRIGGER standing_moved AFTER UPDATE OF access_mode, held_at ON evidence_item
  FOR EACH ROW WHEN (NEW.access_mode <> OLD.access_mode OR NEW.held_at <> OLD.held_at) EXECUTE FUNCTION ledger_entry_moved();
SELECT ledger_custody_standing((SELECT array_agg(id) FROM evidence_item));

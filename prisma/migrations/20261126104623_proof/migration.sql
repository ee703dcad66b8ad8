-- CreateTable
CREATE TABLE "request_proof" (
    "inquiry_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "request_proof_pkey" PRIMARY KEY ("request_id","evidence_id")
);

-- CreateIndex
CREATE INDEX "request_proof_evidence_id_idx" ON "request_proof"("evidence_id");

-- AddForeignKey
ALTER TABLE "request_proof" ADD CONSTRAINT "request_proof_inquiry_id_request_id_fkey" FOREIGN KEY ("inquiry_id", "request_id") REFERENCES "request"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_proof" ADD CONSTRAINT "request_proof_inquiry_id_evidence_id_fkey" FOREIGN KEY ("inquiry_id", "evidence_id") REFERENCES "evidence_item"("inquiry_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE request_proof ADD CONSTRAINT request_proof_revision_positive CHECK (revision > 0);

-- What was declared satisfied before this rests on what was accepted for it then, in a form that was asked for, and had not gone again; the log says when
-- that was. What rests on a certified search has no such item.
INSERT INTO request_proof (inquiry_id, request_id, evidence_id, revision)
SELECT r.inquiry_id, r.id, v.evidence_id, max(v.revision)
  FROM request r
  JOIN evidence_request er ON er.request_id = r.id
  JOIN evidence_item e ON e.id = er.evidence_id
  JOIN review v ON v.evidence_id = e.id AND v.verdict = 'accepted' AND v.created_at <= r.status_since
 WHERE r.status = 'satisfied'
   AND (r.form_wanted = 'viewing_suffices' OR e.access_mode = 'delivered_copy')
   AND NOT EXISTS (SELECT FROM audit_event a
                    WHERE a.subject_id = e.id AND a.event IN ('evidence.revise', 'evidence.return', 'evidence.claw_back')
                      AND a.at > v.created_at AND a.at <= r.status_since)
   AND NOT EXISTS (SELECT FROM audit_event a
                    WHERE a.subject_id = r.id AND a.event = 'request.declare_satisfied' AND a.at >= r.status_since
                      AND a.body::jsonb -> 'changes' -> 'status' ->> 0 = 'no_records')
 GROUP BY r.inquiry_id, r.id, v.evidence_id;

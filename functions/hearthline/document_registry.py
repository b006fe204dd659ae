"""Every kind of document that people edit, whichever domain reads it."""

from typing import Final

from hearthline.complaints import documents_check, documents_fit
from hearthline.lifecycle import document as lifecycle_document
from hearthline.members import club_document, consent_document
from hearthline.notices import policy_documents
from hearthline.platform.document_kinds import DocumentKinds
from hearthline.surveys import index_document

KINDS: Final = DocumentKinds(
    models={
        **documents_check.KINDS,
        **club_document.KINDS,
        **consent_document.KINDS,
        **policy_documents.KINDS,
        **index_document.KINDS,
        **lifecycle_document.KINDS,
    },
    fits=(documents_fit.misfits, policy_documents.misfits),
)

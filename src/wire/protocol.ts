// Paths, headers and limits of the desk's protocol, shared by sync and desk. Runs anywhere.

/** POST: a batch (application/json), header Idempotency-Key as a structured-field string. Answer: a Receipt. */
export const BATCHES_PATH = '/v1/batches';
/** POST: a pack (multipart/form-data, each part named by its sha256). PUT /v1/artefacts/{sha256}: a single one. */
export const ARTEFACTS_PATH = '/v1/artefacts';
/** GET, no token: {"service":"flagpost-desk","protocol":1,"keyFingerprint":"<64 hex>"}. */
export const HELLO_PATH = '/v1/hello';
export const OPENAPI_PATH = '/openapi.json';

export const SERVICE = 'flagpost-desk';
export const PROTOCOL = 1;

export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
/** RFC 9530 digest of the exact body: sha-256=:<base64>:. */
export const DIGEST_HEADER = 'Content-Digest';

/** Artefacts above this go up alone by PUT; smaller ones share a pack. */
export const PACK_ITEM_MAX_BYTES = 4_000_000;
export const PACK_MAX_BYTES = 16_000_000;
export const PACK_MAX_ITEMS = 40;
export const ARTEFACT_MAX_BYTES = 200_000_000;

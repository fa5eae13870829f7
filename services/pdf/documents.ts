import { PdfError } from "./error.ts";
import type { Pdfium } from "./pdfium.ts";

interface Open {
  handle: number;
  buffer: number;
  bytes: number;
}

const mostDocuments = 8;

/** The documents a worker holds open, least recently used first. */
export interface Documents {
  /** The handle of a document held by this key. */
  get(key: string): number | undefined;
  /** Opens a document, closing older ones to stay within the bytes to keep. */
  open(key: string, file: Uint8Array): number;
}

/**
 * Makes the worker's set of open documents.
 *
 * @param keepBytes how many bytes of files to keep; one document is always kept
 */
export function createDocuments(pdfium: Pdfium, keepBytes: number): Documents {
  const held = new Map<string, Open>();
  let total = 0;

  function close(key: string, open: Open): void {
    pdfium.FPDF_CloseDocument(open.handle);
    pdfium.free(open.buffer);
    total -= open.bytes;
    held.delete(key);
  }

  return {
    get(key) {
      const open = held.get(key);
      if (!open) return undefined;
      held.delete(key);
      held.set(key, open);
      return open.handle;
    },
    open(key, file) {
      checkHeader(file);
      for (const [oldKey, old] of held) {
        if (held.size < mostDocuments && total + file.length <= keepBytes) {
          break;
        }
        close(oldKey, old);
      }
      const buffer = pdfium.malloc(file.length);
      if (!buffer) {
        throw new PdfError(
          "memory",
          "Cannot open the PDF: it does not fit in memory",
        );
      }
      pdfium.bytes(buffer, file.length).set(file);
      const handle = pdfium.FPDF_LoadMemDocument(buffer, file.length, 0);
      if (!handle) {
        const error = pdfium.FPDF_GetLastError();
        pdfium.free(buffer);
        throw openError(error);
      }
      held.set(key, { handle, buffer, bytes: file.length });
      total += file.length;
      return handle;
    },
  };
}

/** A PDF says so within its first 1024 bytes, and ends in a trailer (ISO 32000-1, 7.5.2, 7.5.5). */
function checkHeader(file: Uint8Array): void {
  const latin1 = new TextDecoder("latin1");
  if (!latin1.decode(file.subarray(0, 1024)).includes("%PDF-")) {
    throw new PdfError("not_pdf", "Cannot open the file: it is not a PDF");
  }
  let end = file.length;
  while (end > 0 && file[end - 1] <= 0x20) end--;
  const tail = latin1.decode(file.subarray(Math.max(0, end - 4096), end));
  if (!tail.includes("%%EOF") && !tail.includes("startxref")) {
    throw new PdfError("damaged", "Cannot open the PDF: its end is missing");
  }
}

/** FPDF_ERR_PASSWORD is 4, FPDF_ERR_SECURITY 5 (fpdfview.h). */
function openError(error: number): PdfError {
  return error === 4 || error === 5
    ? new PdfError(
      "encrypted",
      "Cannot open the PDF: it is protected by a password",
    )
    : new PdfError(
      "damaged",
      `Cannot open the PDF: it is damaged (PDFium error ${error})`,
    );
}

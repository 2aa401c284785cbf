// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"
#include "models/wire/report/pdf/pdfdocument.h"

namespace wf::wire {

enum class PaperSize { A4, Letter };

// The report as a tagged PDF with embedded fonts; the same report, paper, fonts and attachments give the same bytes.
// Pure; 50,000 incidents take seconds: not on the GUI thread. Errors: a font or the logo that cannot be read.
[[nodiscard]] base::Result<QByteArray> reportPdf(const signals::Report &report, PaperSize paper,
                                                 const PdfFontFiles &fonts,
                                                 const std::vector<PdfDocument::Attachment> &attachments);

} // namespace wf::wire

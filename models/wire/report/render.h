// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/report/pdf/reportpdf.h"

#include <optional>

namespace wf::wire {

enum class ReportFormat { Pdf, Html, Csv, Json, Markdown };

struct ReportLook {
    ReportFormat format = ReportFormat::Pdf;
    PaperSize paper = PaperSize::A4;
    friend bool operator==(const ReportLook &, const ReportLook &) = default;
};

[[nodiscard]] std::optional<ReportFormat> reportFormatOf(const QString &name); // pdf html csv json md
[[nodiscard]] QString reportFormatName(ReportFormat format);                   // also the ending of its files

// The finished document. The same report and fonts give the same bytes. Fonts are only needed for PDF.
[[nodiscard]] base::Result<QByteArray> renderReport(const signals::Report &report, const ReportLook &look,
                                                    const PdfFontFiles &fonts);

// A finished document, recognised: how it looks, and the report within it. CSV and Markdown hold no whole report: only
// what names it.
struct FoundReport {
    ReportLook look;
    QString id;
    QString dataHash;
    std::optional<signals::Report> report;
};
// `file` may be hostile: bounded, and nothing of it is run. Errors: NotUnderstood, TooLarge.
[[nodiscard]] base::Result<FoundReport> findReport(const QByteArray &file);

} // namespace wf::wire

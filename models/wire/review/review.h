// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/severity.h"
#include "models/wire/markdown/markdown.h"
#include "models/wire/report/pdf/reportpdf.h"

#include <optional>

// The review of an incident as a document with pictures. Pure, any thread.
namespace wf::wire {

// Everything the document shows; texts are outside text, times UTC.
struct ReviewPaper {
    struct Fact {
        QString name, value;
    };
    struct Firing {
        base::TimeRange range; // ends with the paper when it still fires
        signals::Severity severity = signals::Severity::Unknown;
    };
    struct Lane {
        QString name; // of a service
        std::vector<Firing> firings;
    };
    struct Deploy {
        qint64 ns = 0;
        QString words;
    };
    struct Line {
        QString name;
        std::vector<std::pair<qint64, double>> points; // ns ascending; NaN breaks the line
    };
    struct Chart { // of the worst symptom
        QString title, note;
        std::vector<Line> lines; // six are drawn
        std::optional<double> threshold;
    };
    struct Attached { // a chart that somebody put to the incident, as it was then
        Chart chart;
        base::TimeRange range;
        QString by;
    };
    struct Suspect {
        double share = 0; // 0 to 1
        QString title, why, said;
    };
    struct Entry {
        qint64 ns = 0;
        QString who, what;
    };
    // What people wrote instead of the draft: it is printed as it stands, with the pictures before its second part.
    struct Written {
        std::vector<MarkdownBlock> blocks;
        QString by;
        qint64 ns = 0; // 0: not known
    };
    QString id, title, environment, toolVersion;
    std::optional<Written> written;
    std::vector<Fact> facts;
    base::TimeRange range; // of the pictures
    qint64 openedNs = 0;
    std::vector<Lane> lanes;
    std::vector<Deploy> deploys;
    std::optional<Chart> chart;
    QString chartNote; // why there is none
    std::vector<Attached> attached;
    std::vector<Suspect> suspects;
    QString suspectsNote; // why there are none, or what could not be asked
    std::vector<Entry> timeline;
    QStringList questions;
    qint64 asOfNs = 0;
};

// A tagged PDF with embedded fonts and words for its pictures; the same paper and fonts give the same bytes. Errors: a
// font that cannot be read.
[[nodiscard]] base::Result<QByteArray> reviewPdf(const ReviewPaper &paper, PaperSize size, const PdfFontFiles &fonts);
// One file that needs nothing else and runs no script; pictures are SVG with the same words.
[[nodiscard]] QByteArray reviewHtml(const ReviewPaper &paper);

} // namespace wf::wire

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/archive/verifyreport.h"

#include "models/base/untrusted.h"
#include "models/wire/report/reportjson.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// Reports of this name as they were issued, newest first.
base::Result<std::vector<signals::Report>> issuedAs(const ReportArchive &archive, const QString &id)
{
    const auto all = archive.issued();
    if (!all)
        return all.error();
    std::vector<signals::Report> out;
    for (auto one = all->rbegin(); one != all->rend(); ++one) {
        if (one->id != id)
            continue;
        auto report = archive.load(one->sha256);
        if (!report)
            return report.error();
        out.push_back(std::move(*report));
    }
    return out;
}

void compareBytes(const QByteArray &file, const signals::Report &report, const wire::PdfFontFiles &fonts,
                  ReportVerification &out)
{
    const auto rendered = wire::renderReport(report, out.found.look, fonts);
    if (!rendered) {
        out.notes << rendered.error().summary;
        return;
    }
    out.isRendered = file.startsWith(*rendered);
    out.appendedBytes = out.isRendered ? file.size() - rendered->size() : 0;
    if (out.appendedBytes > 0)
        out.notes << u"%1 bytes were appended to the document afterwards, as a signature does"_s.arg(out.appendedBytes);
}

} // namespace

base::Result<ReportVerification> verifyReport(const QByteArray &file, const ReportArchive *archive,
                                              const wire::PdfFontFiles &fonts,
                                              const std::optional<signals::Report> &again, const QString &toolVersion)
{
    auto found = wire::findReport(file);
    if (!found)
        return found.error();
    ReportVerification out;
    out.found = std::move(*found);
    std::vector<signals::Report> issued;
    if (archive != nullptr) {
        auto kept = issuedAs(*archive, out.found.id);
        if (!kept)
            return kept.error();
        issued = std::move(*kept);
    }
    out.isIssued = !issued.empty();
    std::optional<signals::Report> inside = out.found.report;
    if (inside) {
        out.isSameAsIssued = std::ranges::find(issued, *inside) != issued.end();
        compareBytes(file, *inside, fonts, out);
    }
    // CSV and Markdown hold no report: one that was issued, or computed again, must give these bytes.
    for (const signals::Report &one : issued)
        if (!inside && !out.isRendered) {
            compareBytes(file, one, fonts, out);
            out.isSameAsIssued = out.isRendered;
        }
    if (!inside && !out.isRendered && again)
        compareBytes(file, *again, fonts, out);
    if (out.isIssued && !out.isSameAsIssued)
        out.differences += inside ? wire::reportDifferences(issued.front(), *inside)
                                  : QStringList{u"the text differs from what was issued as %1"_s.arg(
                                        base::visibleText(out.found.id, 100))};
    if (again) {
        out.isRecomputed = true;
        if (inside)
            for (const QString &one : wire::reportDifferences(*inside, *again))
                out.differences << u"computed again, "_s + one;
        else if (!out.isRendered)
            out.differences << u"computed again, the text differs"_s;
    }
    if (inside && !out.isRendered && inside->toolVersion != toolVersion)
        out.notes << u"It was made by version %1, this is %2: the form may differ while the figures agree"_s.arg(
            base::visibleText(inside->toolVersion, 40), toolVersion);
    return out;
}

} // namespace wf::engine

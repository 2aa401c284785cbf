// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/render.h"

#include "models/wire/report/reportjson.h"
#include "models/wire/report/reporttext.h"

#include <QRegularExpression>

#include <zlib.h>

namespace wf::wire {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

constexpr qsizetype mostBytes = qsizetype{256} << 20;
const QString formatNames[]{u"pdf"_s, u"html"_s, u"csv"_s, u"json"_s, u"md"_s};

base::Error strange(const QString &why)
{
    return makeError(ErrorKind::NotUnderstood, u"This file is no report of Watchfloor: "_s + why);
}

base::Result<QByteArray> inflated(const QByteArray &packed, qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    auto length = static_cast<uLongf>(size);
    if (uncompress(reinterpret_cast<Bytef *>(out.data()), &length, reinterpret_cast<const Bytef *>(packed.constData()),
                   static_cast<uLong>(packed.size())) != Z_OK ||
        length != static_cast<uLongf>(size))
        return strange(u"what it has attached is damaged"_s);
    return out;
}

base::Result<FoundReport> withReport(const QByteArray &json, ReportLook look)
{
    auto report = readReportJson(json);
    if (!report)
        return report.error();
    const QString id = report->id, hash = report->dataHash;
    return FoundReport{look, id, hash, std::move(*report)};
}

// The attached JSON of a PDF of ours. It is found by its own words, not by reading the tables of the file: verifying
// renders it again and compares all bytes anyway.
base::Result<FoundReport> inPdf(const QByteArray &file)
{
    static const QByteArray mark = "/Subtype/application#2Fjson/Params<</Size ";
    const qsizetype at = file.indexOf(mark);
    const qsizetype body = at < 0 ? -1 : file.indexOf(">>\nstream\n", at);
    if (body < 0 || body - at > 1000)
        return strange(u"it is a PDF without the figures attached"_s);
    const QByteArray head = file.mid(at, body - at);
    const auto numberAfter = [&head](const QByteArray &word) {
        const qsizetype begin = head.lastIndexOf(word) + word.size();
        qsizetype end = begin;
        while (end < head.size() && head.at(end) >= '0' && head.at(end) <= '9')
            ++end;
        return head.mid(begin, end - begin).toLongLong();
    };
    const qint64 size = numberAfter("/Size "), packed = numberAfter("/Length ");
    if (size <= 0 || size > mostBytes || packed <= 0 || packed > file.size() - body - 10)
        return strange(u"what it has attached is damaged"_s);
    const auto json = inflated(file.sliced(body + 10, packed), size);
    if (!json)
        return json.error();
    const bool isLetter = file.first(at).endsWith("/Watchfloor.Height 792");
    auto found = withReport(*json, {ReportFormat::Pdf, isLetter ? PaperSize::Letter : PaperSize::A4});
    return found;
}

base::Result<FoundReport> inHtml(const QByteArray &file)
{
    static const QByteArray mark = "href=\"data:application/json;base64,";
    const qsizetype at = file.indexOf(mark);
    const qsizetype end = at < 0 ? -1 : file.indexOf('"', at + mark.size());
    if (end < 0)
        return strange(u"it is HTML without the figures"_s);
    const auto json = QByteArray::fromBase64Encoding(file.sliced(at + mark.size(), end - at - mark.size()));
    return json ? withReport(*json, {ReportFormat::Html, {}}) : strange(u"the figures in it are damaged"_s);
}

base::Result<FoundReport> inText(const QByteArray &file)
{
    const QString text = QString::fromUtf8(file);
    static const QRegularExpression csv(
        u"^\\x{FEFF}?\"report\",\"data_sha256\",.*\\r\\n\"([^\"]{1,200})\",\"([0-9a-f]{64})\""_s);
    static const QRegularExpression markdown(u"\\nReport (\\S{1,400}), data SHA\\\\?-256 ([0-9a-f]{64})\\n$"_s);
    if (const auto match = csv.match(text); match.hasMatch())
        return FoundReport{{ReportFormat::Csv, {}}, match.captured(1), match.captured(2), {}};
    if (const auto match = markdown.match(text.right(2000)); match.hasMatch())
        return FoundReport{{ReportFormat::Markdown, {}}, match.captured(1).remove(u'\\'), match.captured(2), {}};
    return strange(u"nothing in it names one"_s);
}

} // namespace

std::optional<ReportFormat> reportFormatOf(const QString &name)
{
    if (name == "markdown"_L1)
        return ReportFormat::Markdown;
    const auto found = std::ranges::find(formatNames, name);
    return found == std::end(formatNames) ? std::nullopt
                                          : std::optional(static_cast<ReportFormat>(found - std::begin(formatNames)));
}

QString reportFormatName(ReportFormat format)
{
    return formatNames[static_cast<std::size_t>(format)];
}

base::Result<QByteArray> renderReport(const signals::Report &report, const ReportLook &look, const PdfFontFiles &fonts)
{
    switch (look.format) {
    case ReportFormat::Json:
        return reportJson(report);
    case ReportFormat::Csv:
        return reportCsv(report);
    case ReportFormat::Markdown:
        return reportMarkdown(report);
    case ReportFormat::Html:
        return reportHtml(report, reportJson(report), reportCsv(report));
    case ReportFormat::Pdf:
        break;
    }
    return reportPdf(report, look.paper, fonts,
                     {{report.id + u".json"_s, "application/json", u"The report as JSON"_s, reportJson(report)},
                      {report.id + u".csv"_s, "text/csv", u"The tables of the report"_s, reportCsv(report)}});
}

base::Result<FoundReport> findReport(const QByteArray &file)
{
    if (file.size() > mostBytes)
        return makeError(ErrorKind::TooLarge, u"The file is larger than 256 MiB"_s);
    if (file.startsWith("%PDF-"))
        return inPdf(file);
    if (file.startsWith("<!DOCTYPE html>"))
        return inHtml(file);
    if (file.trimmed().startsWith('{'))
        return withReport(file, {ReportFormat::Json, {}});
    return inText(file);
}

} // namespace wf::wire

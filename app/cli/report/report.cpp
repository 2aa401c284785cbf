// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report/report.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/sla/slasource.h"
#include "app/paths.h"
#include "app/reportfonts.h"
#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "models/engine/reports/desk/reportdesk.h"
#include "models/wire/report/reportjson.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = qint64{256} << 20;

std::optional<QByteArray> documentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > mostBytes) {
        printError(
            u"%1 cannot be read: %2"_s.arg(path, file.isOpen() ? u"it is larger than 256 MiB"_s : file.errorString()));
        return std::nullopt;
    }
    return file.read(mostBytes + 1);
}

QJsonObject asJson(const engine::ReportVerification &v)
{
    return {{u"report"_s, v.found.id},
            {u"format"_s, wire::reportFormatName(v.found.look.format)},
            {u"data_sha256"_s, v.found.dataHash},
            {u"good"_s, v.isGood()},
            {u"issued"_s, v.isIssued},
            {u"same_as_issued"_s, v.isSameAsIssued},
            {u"same_bytes"_s, v.isRendered},
            {u"appended_bytes"_s, v.appendedBytes},
            {u"recomputed"_s, v.isRecomputed},
            {u"differences"_s, QJsonArray::fromStringList(v.differences)},
            {u"notes"_s, QJsonArray::fromStringList(v.notes)}};
}

void print(const engine::ReportVerification &v)
{
    const auto yes = [](bool is) { return is ? u"yes"_s : u"no"_s; };
    printTable({{u"Report"_s, v.found.id},
                {u"Data sha-256"_s, v.found.dataHash},
                {u"Issued here"_s, yes(v.isIssued)},
                {u"Same as issued"_s, yes(v.isSameAsIssued)},
                {u"Same bytes as its figures give"_s, yes(v.isRendered)}});
    for (const QString &one : v.differences)
        printLine(u"  differs: "_s + one);
    for (const QString &one : v.notes)
        printLine(u"  note: "_s + one);
    printLine(engine::verdictWords(v));
}

int verify(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"archive"_s, u"Folder of issued reports."_s, u"folder"_s});
    parser.addOption({u"json"_s, u"Print JSON."_s});
    parser.addOption({u"recompute"_s, u"Compute it again from the data: of the environment, or --file, --samples …"_s});
    addSlaOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor report verify"_s} + arguments))
        return *code;
    if (parser.positionalArguments().size() != 1) {
        printError(u"Write: watchfloor report verify FILE [--archive FOLDER] [--json]"_s);
        return ExitUnknown;
    }
    const base::SystemClock clock;
    const auto bytes = documentOf(parser.positionalArguments().front());
    const auto archive = bytes ? reportArchiveOf(parser, clock) : nullptr;
    if (!archive)
        return ExitUnknown;
    std::optional<signals::Report> again;
    if (parser.isSet(u"recompute"_s)) {
        const auto found = wire::findReport(*bytes);
        if (found && found->report)
            again = recomputed(*found->report, slaSourceOf(parser));
        if (!again) {
            printError(u"It could not be computed again; CSV and Markdown hold no whole report."_s);
            return ExitUnknown;
        }
    }
    const auto verified =
        engine::verifyReport(*bytes, archive.get(), reportFonts(), again, QCoreApplication::applicationVersion());
    if (!verified) {
        printError(verified.error().summary + u' ' + verified.error().detail);
        return ExitUnknown;
    }
    if (parser.isSet(u"json"_s))
        printJson(QJsonDocument(asJson(*verified)));
    else
        print(*verified);
    return verified->isGood()                                        ? ExitOk
           : verified->differences.isEmpty() && verified->isRendered ? ExitWarning
                                                                     : ExitCritical;
}

int list(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"archive"_s, u"Folder of issued reports."_s, u"folder"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor report list"_s} + arguments))
        return *code;
    const base::SystemClock clock;
    const auto archive = reportArchiveOf(parser, clock);
    const auto issued = archive ? archive->issued() : base::Result<std::vector<engine::IssuedReport>>(base::Error{});
    if (!issued) {
        if (archive)
            printError(issued.error().summary + u' ' + issued.error().detail);
        return ExitUnknown;
    }
    std::vector<QStringList> rows{{u"REPORT"_s, u"PERIOD"_s, u"FOR"_s, u"ISSUED"_s, u"BY"_s, u"SHA-256"_s}};
    QJsonArray json;
    for (const auto &one : *issued) {
        rows.push_back({one.id, one.title, one.customer, base::isoTime(one.atNs), one.by, one.sha256});
        json.append(QJsonObject{{u"report"_s, one.id},
                                {u"agreement"_s, one.agreement},
                                {u"title"_s, one.title},
                                {u"customer"_s, one.customer},
                                {u"issued_at"_s, base::isoTime(one.atNs)},
                                {u"by"_s, one.by},
                                {u"reason"_s, one.reason},
                                {u"sha256"_s, one.sha256}});
    }
    printRows(parser.value(u"format"_s), rows, json);
    return ExitOk;
}

int render(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLookOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor report render"_s} + arguments))
        return *code;
    const auto look = lookOf(parser);
    const auto bytes = look ? documentOf(parser.positionalArguments().value(0)) : std::nullopt;
    if (!bytes)
        return ExitUnknown;
    const auto found = wire::findReport(*bytes);
    const auto rendered =
        !found ? base::Result<QByteArray>(found.error())
        : !found->report
            ? base::Result<QByteArray>(base::makeError(
                  base::ErrorKind::Invalid, u"CSV and Markdown hold no whole report; take JSON, HTML or PDF"_s))
            : wire::renderReport(*found->report, *look, reportFonts());
    if (!rendered) {
        printError(rendered.error().summary + u' ' + rendered.error().detail);
        return ExitUnknown;
    }
    return writeDocument(parser, *rendered) ? ExitOk : ExitUnknown;
}

} // namespace

void addLookOptions(QCommandLineParser &parser)
{
    parser.addOption({u"format"_s, u"pdf, html, csv, json or md."_s, u"format"_s, u"pdf"_s});
    parser.addOption({u"paper"_s, u"a4 or letter."_s, u"paper"_s, u"a4"_s});
    parser.addOption({{u"o"_s, u"output"_s}, u"Where to write it; else to standard output."_s, u"file"_s});
}

std::optional<wire::ReportLook> lookOf(const QCommandLineParser &parser)
{
    const auto format = wire::reportFormatOf(parser.value(u"format"_s));
    const QString paper = parser.value(u"paper"_s).toLower();
    if (!format || (paper != "a4"_L1 && paper != "letter"_L1)) {
        printError(u"Write --format as pdf, html, csv, json or md, and --paper as a4 or letter."_s);
        return std::nullopt;
    }
    return wire::ReportLook{*format, paper == "letter"_L1 ? wire::PaperSize::Letter : wire::PaperSize::A4};
}

bool writeDocument(const QCommandLineParser &parser, const QByteArray &bytes)
{
    if (!parser.isSet(u"output"_s))
        return std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout) ==
                   static_cast<std::size_t>(bytes.size()) &&
               std::fflush(stdout) == 0;
    const auto written = base::writeFileSafely(parser.value(u"output"_s), bytes);
    if (!written)
        printError(written.error().summary + u' ' + written.error().detail);
    return written.ok();
}

QString reportArchivePath(const QCommandLineParser &parser)
{
    return parser.isSet(u"archive"_s) ? parser.value(u"archive"_s) : reportDirectory();
}

std::unique_ptr<engine::ReportArchive> reportArchiveOf(const QCommandLineParser &parser, const base::Clock &clock)
{
    auto archive = engine::ReportArchive::open(reportArchivePath(parser), clock);
    if (!archive) {
        printError(archive.error().summary + u' ' + archive.error().detail);
        return nullptr;
    }
    return std::move(*archive);
}

int runReport(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    if (what == "verify"_L1)
        return verify(arguments.mid(1));
    if (what == "list"_L1)
        return list(arguments.mid(1));
    if (what == "render"_L1)
        return render(arguments.mid(1));
    if (what == "run-due"_L1)
        return runReportsDue(arguments.mid(1));
    if (what == "mails"_L1)
        return runReportMails(arguments.mid(1));
    if (what == "backup"_L1 || what == "restore"_L1)
        return runReportBackup(what, arguments.mid(1));
    printLine(
        u"Usage: watchfloor report COMMAND [OPTIONS]\n"
        "\n"
        "  verify FILE       is it a report that was issued, unchanged? PDF, HTML, JSON, CSV, Markdown; --archive, "
        "--json\n"
        "                    0 equal, 1 it agrees with itself but nothing here vouches for it, 2 something differs\n"
        "  list              reports that were issued; --format table|json|csv\n"
        "  render FILE       the report within a PDF, HTML or JSON file in another form; --format, --paper, -o FILE\n"
        "  run-due           makes what schedules want, and sends what waits; 0 all done, 1 something waits, 2 "
        "refused\n"
        "  mails             what was sent, waits or was refused, and why; --format table|json|csv\n"
        "  backup FOLDER     a copy of everything issued and of the mails, into an empty folder\n"
        "  restore FOLDER    puts a backup back; nothing that was issued since is thrown away\n"
        "\n"
        "watchfloor sla report CONTRACT makes them."_s);
    return what == "--help"_L1 || what == "-h"_L1 || what == "help"_L1 ? ExitOk : ExitUnknown;
}

} // namespace wf::app

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/statuspage/statuspage.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/engine/statuspage/exportsite.h"

#include <QFile>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 4 << 20;

QString configPath(const QCommandLineParser &parser)
{
    return parser.isSet(u"config"_s) ? parser.value(u"config"_s) : configDirectory() + u"/status-page.yaml"_s;
}

std::optional<QByteArray> bytesOf(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > most) {
        printError(u"%1 cannot be read: %2"_s.arg(path, file.isOpen() ? u"it is too large"_s : file.errorString()));
        return std::nullopt;
    }
    return file.readAll();
}

} // namespace

void addPageOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption(
        {u"config"_s, u"Settings of the page (status-page.yaml in the configuration folder)."_s, u"file"_s});
    parser.addOption({u"book"_s, u"Book of texts and approvals (statuspage.db in the state folder)."_s, u"file"_s});
}

std::optional<wire::PageSettings> pageSettingsOf(const QCommandLineParser &parser)
{
    const QString path = configPath(parser);
    const auto bytes = bytesOf(path, mostBytes);
    if (!bytes)
        return std::nullopt;
    auto read = wire::readPageSettings(bytes->toStdString());
    for (const QString &line : read.lines(path))
        printError(line);
    return read.isValid() ? std::optional(std::move(read.settings)) : std::nullopt;
}

std::unique_ptr<engine::StatusTextBook> pageBookOf(const QCommandLineParser &parser, const base::Clock &clock)
{
    auto book = engine::StatusTextBook::open(
        parser.isSet(u"book"_s) ? parser.value(u"book"_s) : stateDirectory() + u"/statuspage.db"_s, clock);
    if (!book) {
        printError(book.error().summary + u' ' + book.error().detail);
        return nullptr;
    }
    return std::move(*book);
}

int runStatusPageCheck(const QStringList &arguments)
{
    QCommandLineParser parser;
    addPageOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor status-page check"_s} + arguments))
        return *code;
    const QString path = parser.positionalArguments().value(0, configPath(parser));
    const auto bytes = bytesOf(path, mostBytes);
    if (!bytes)
        return ExitUnknown;
    const auto read = wire::readPageSettings(bytes->toStdString());
    for (const QString &line : read.lines(path))
        printLine(line);
    if (!read.isValid())
        return ExitCritical;
    printLine(u"%1: %2 components"_s.arg(path, QString::number(read.settings.components.size())));
    return read.problems.empty() ? ExitOk : ExitWarning;
}

int runStatusPageExport(const QStringList &arguments)
{
    QCommandLineParser parser;
    addPageOptions(parser);
    parser.addOption(
        {u"history"_s, u"Take what happened from this JSON file instead of the environment."_s, u"file"_s});
    parser.addOption({u"at"_s, u"With --history: as of this moment (RFC 3339)."_s, u"time"_s});
    parser.addOption(
        {u"by"_s, u"Who exports, for the audit trail."_s, u"name"_s, qEnvironmentVariable("USER", u"watchfloor"_s)});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor status-page export"_s} + arguments))
        return *code;
    const QString folder = parser.positionalArguments().value(0);
    bool isTime = true;
    const base::SystemClock clock;
    const qint64 at = parser.isSet(u"at"_s) ? base::parseIsoTime(parser.value(u"at"_s), &isTime) : clock.nowNs();
    if (folder.isEmpty() || !isTime || (parser.isSet(u"at"_s) && !parser.isSet(u"history"_s))) {
        printError(u"Write: watchfloor status-page export DIR [--config FILE] [--history FILE [--at TIME]]"_s);
        return ExitUnknown;
    }
    const auto settings = pageSettingsOf(parser);
    const auto book = settings ? pageBookOf(parser, clock) : nullptr;
    if (!book)
        return ExitUnknown;
    std::optional<engine::PageFacts> facts;
    if (parser.isSet(u"history"_s)) {
        const auto bytes = bytesOf(parser.value(u"history"_s), qint64{64} << 20);
        auto read = bytes ? engine::readPageFacts(*bytes, at) : base::Result<engine::PageFacts>(base::Error{});
        if (bytes && !read)
            printError(read.error().summary);
        if (read)
            facts = std::move(*read);
    } else
        facts = pageFactsOf(parser, at - settings->days * base::nsPerDay, clock);
    if (facts && !parser.isSet(u"history"_s))
        addPromiseFacts(parser, *settings, at, *facts);
    const auto texts = book->texts();
    if (!texts)
        printError(texts.error().summary + u' ' + texts.error().detail);
    if (!facts || !texts)
        return ExitUnknown;
    QStringList ids;
    for (const auto &component : settings->components)
        ids << component.id;
    facts->incidents = engine::approvedIncidents(*texts, ids);
    const auto page = engine::composePage(*settings, *facts, at);
    const auto done = engine::exportSite(folder, wire::renderSite(page));
    if (!done) {
        printError(done.error().summary + u' ' + done.error().detail);
        return ExitUnknown;
    }
    if (const auto noted = book->noteExport(folder, done->sha256, parser.value(u"by"_s)); !noted)
        printError(noted.error().summary);
    printLine(u"%1: %2 files written, %3 as they were, sha-256 %4"_s.arg(folder, QString::number(done->written),
                                                                         QString::number(done->kept), done->sha256));
    const bool isKnown = std::ranges::all_of(page.components, &signals::StatusComponent::isKnown);
    return isKnown ? ExitOk : ExitWarning;
}

int runStatusPage(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    if (what == "check"_L1)
        return runStatusPageCheck(arguments.mid(1));
    if (what == "export"_L1)
        return runStatusPageExport(arguments.mid(1));
    if (QStringList{u"texts"_s, u"draft"_s, u"approve"_s, u"withdraw"_s}.contains(what))
        return runStatusPageTexts(what, arguments.mid(1));
    printLine(
        u"Usage: watchfloor status-page COMMAND [OPTIONS]\n"
        "\n"
        "  export DIR                write the page into a folder, whole or not at all; 1 when the state now is not "
        "known\n"
        "    --config FILE           its settings; --book FILE its texts; --history FILE [--at TIME] without a server\n"
        "  check [FILE]              what is wrong with the settings, with line and column\n"
        "  texts                     all texts, and who approved them; --format table|json\n"
        "  draft --incident ID --title T --component ID… --phase PHASE --text TEXT --by NAME\n"
        "    --start TIME, --end TIME, --impact STATE, --at TIME; phases of maintenance: scheduled, in_progress, "
        "completed\n"
        "  approve NUMBER --by NAME  publish exactly these words with the next export; --reason TEXT\n"
        "  withdraw NUMBER --by NAME take them off again; --reason TEXT"_s);
    return what == "--help"_L1 || what == "-h"_L1 || what == "help"_L1 ? ExitOk : ExitUnknown;
}

} // namespace wf::app

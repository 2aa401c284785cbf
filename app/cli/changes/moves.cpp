// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changes/moves.h"

#include "app/changes/changereport.h"
#include "app/cli/changes/askchanges.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "models/base/duration.h"

#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const QString usage =
    u"Write: watchfloor moves EXPR [--from 1h] [--to now] [--step 30s] [--limit 50] [--format table|json|csv]; EXPR is "
    "PromQL of one series, times are RFC 3339, Unix seconds, or durations before now"_s;

std::optional<engine::MoveQuestion> questionOf(const QCommandLineParser &parser, qint64 nowNs)
{
    const auto from = timeOf(parser.value(u"from"_s), nowNs), to = timeOf(parser.value(u"to"_s), nowNs);
    const auto words = parser.positionalArguments();
    if (!from || !to || *from >= *to || words.size() != 1 || words.front().isEmpty())
        return std::nullopt;
    engine::MoveQuestion out{{*from, *to}, words.front(), {}, {}, 0};
    if (!parser.isSet(u"step"_s))
        return out;
    const auto step = base::parseDuration(parser.value(u"step"_s));
    if (!step || *step < base::nsPerSecond)
        return std::nullopt;
    out.stepNs = *step / base::nsPerSecond * base::nsPerSecond;
    return out;
}

} // namespace

int runMoves(const QStringList &arguments)
{
    QCommandLineParser parser;
    addChangeOptions(parser);
    parser.addPositionalArgument(u"expr"_s, u"PromQL of one series."_s);
    parser.addOption({u"from"_s, u"Start of the window; default an hour ago."_s, u"time"_s, u"1h"_s});
    parser.addOption({u"to"_s, u"Its end; default now."_s, u"time"_s, u"now"_s});
    parser.addOption(
        {u"step"_s, u"Distance of samples; default a 240th of the window, no finer than scraped."_s, u"duration"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor moves"_s} + arguments))
        return *code;
    const auto question = questionOf(parser, base::SystemClock().nowNs());
    const auto output = changeOutput(parser);
    if (!question || !output) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const auto found = askChanges(*environment, [&](engine::ChangeSearch &search) { search.ask(*question); });
    if (output->format == u"json"_s)
        printJson(QJsonDocument(movesAsJson(*found, output->limit)));
    else
        printRows(output->format, moveTable(*found, output->limit), {});
    return endOfChanges(*found);
}

} // namespace wf::app

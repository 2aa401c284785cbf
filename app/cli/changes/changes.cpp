// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changes/changes.h"

#include "app/changes/changereport.h"
#include "app/cli/changes/askchanges.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"

#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const QString usage =
    u"Write: watchfloor changes --from 30m [--to now] [--baseline FROM/TO] [--limit 50] [--format table|json|csv]; "
    "times are RFC 3339, Unix seconds, or durations before now"_s;

std::optional<engine::ChangeQuestion> questionOf(const QCommandLineParser &parser, qint64 nowNs)
{
    const auto from = timeOf(parser.value(u"from"_s), nowNs), to = timeOf(parser.value(u"to"_s), nowNs);
    if (!parser.isSet(u"from"_s) || !from || !to || *from >= *to)
        return std::nullopt;
    auto question = engine::changedSinceBefore({*from, *to});
    if (!parser.isSet(u"baseline"_s))
        return question;
    const QStringList ends = parser.value(u"baseline"_s).split(u'/');
    const auto start = timeOf(ends.value(0), nowNs), end = timeOf(ends.value(1), nowNs);
    if (ends.size() != 2 || !start || !end || *start >= *end)
        return std::nullopt;
    question.baseline = {*start, *end};
    return question;
}

} // namespace

int runChanges(const QStringList &arguments)
{
    QCommandLineParser parser;
    addChangeOptions(parser);
    parser.addOption({u"from"_s, u"Start of the window."_s, u"time"_s});
    parser.addOption({u"to"_s, u"Its end; default now."_s, u"time"_s, u"now"_s});
    parser.addOption(
        {u"baseline"_s, u"What it is compared with; default: three times as long, right before."_s, u"from/to"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor changes"_s} + arguments))
        return *code;
    const auto question = questionOf(parser, base::SystemClock().nowNs());
    const auto output = changeOutput(parser);
    if (!question || !output || !parser.positionalArguments().isEmpty()) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const auto found = askChanges(*environment, [&](engine::ChangeSearch &search) { search.ask(*question); });
    if (output->format == u"json"_s)
        printJson(QJsonDocument(changesAsJson(*found, output->limit)));
    else
        printRows(output->format, changeTable(*found, output->limit), {});
    return endOfChanges(*found);
}

} // namespace wf::app

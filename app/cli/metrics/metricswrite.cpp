// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Commands about a query's text: complete, format.
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/cli/metrics/metrics.h"
#include "app/cli/metrics/openmetrics.h"
#include "app/cli/rules/keep/openrules.h"
#include "models/engine/explore/complete/completer.h"
#include "models/engine/explore/language/syntax.h"

#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QString kindName(signals::ProposalKind kind)
{
    using enum signals::ProposalKind;
    switch (kind) {
    case Metric:
        return u"metric"_s;
    case Label:
        return u"label"_s;
    case Value:
        return u"value"_s;
    case Function:
        return u"function"_s;
    case Aggregation:
        return u"aggregation"_s;
    case Duration:
        return u"duration"_s;
    case Keyword:
        break;
    }
    return u"keyword"_s;
}

void print(const signals::Completion &completion, std::size_t limit, const QString &format)
{
    std::vector<QStringList> rows{{u"kind"_s, u"name"_s, u"note"_s, u"help"_s}};
    QJsonArray json;
    for (std::size_t i = 0; i < std::min(limit, completion.proposals.size()); ++i) {
        const auto &proposal = completion.proposals[i];
        rows.push_back({kindName(proposal.kind), proposal.name, proposal.note, proposal.doc});
        json.append(QJsonObject{{u"kind"_s, kindName(proposal.kind)},
                                {u"name"_s, proposal.name},
                                {u"text"_s, proposal.text},
                                {u"note"_s, proposal.note},
                                {u"help"_s, proposal.doc}});
    }
    if (format == u"json"_s)
        printJson(QJsonDocument(
            QJsonObject{{u"start"_s, completion.start}, {u"length"_s, completion.length}, {u"proposals"_s, json}}));
    else
        printRows(format, rows, json);
}

} // namespace

int runMetricsComplete(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"at"_s, u"Where writing goes on, in characters; default: behind the end."_s, u"place"_s});
    parser.addOption({u"limit"_s, u"At most so many lines (20)."_s, u"count"_s, u"20"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"expr"_s, u"PromQL, half written."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor metrics complete"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    const QString text = parser.positionalArguments().value(0);
    bool isPlace = true, isCount = false;
    const int caret = parser.isSet(u"at"_s) ? parser.value(u"at"_s).toInt(&isPlace) : static_cast<int>(text.size());
    const auto limit = parser.value(u"limit"_s).toUInt(&isCount);
    if (!isPlace || !isCount || !isAnswerFormat(format) || parser.positionalArguments().size() != 1) {
        printError(u"Write: watchfloor metrics complete 'EXPR' [--at PLACE] [--limit 20] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    const auto opened = openForMetrics(parser);
    if (!opened || !opened->readCatalog())
        return ExitUnknown;
    engine::Completer completer(opened->catalog, opened->pools);
    signals::Completion found;
    bool isDone = false;
    completer.complete(text, caret, true, [&](const signals::Completion &completion) {
        found = completion;
        isDone = completion.isComplete;
    });
    if (!waitFor([&isDone] { return isDone; }))
        printError(u"No answer for %1."_s.arg(found.waitingFor));
    print(found, limit, format);
    return found.proposals.empty() ? ExitWarning : ExitOk;
}

int runMetricsFormat(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"width"_s, u"Columns of a line (80)."_s, u"columns"_s, u"80"_s});
    parser.addPositionalArgument(u"expr"_s, u"PromQL."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor metrics format"_s} + arguments))
        return *code;
    bool isWidth = false;
    const int width = parser.value(u"width"_s).toInt(&isWidth);
    if (!isWidth || parser.positionalArguments().size() != 1) {
        printError(u"Write: watchfloor metrics format 'EXPR' [--width 80]"_s);
        return ExitUnknown;
    }
    const QString text = parser.positionalArguments().first();
    const auto formatted = engine::formattedPromql(text, width);
    if (!formatted) {
        printError(formatted.error().summary);
        if (const auto error = engine::promqlError(text)) {
            printError(text.simplified());
            printError(QString(error->start, u' ') + QString(std::max(1, error->length), u'^'));
        }
        return ExitCritical;
    }
    printLine(*formatted);
    return ExitOk;
}

} // namespace wf::app

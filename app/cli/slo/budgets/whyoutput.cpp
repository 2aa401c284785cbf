// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/budgets/whyoutput.h"

#include "app/cli/common/output.h"
#include "models/base/timetext.h"

#include <QJsonArray>

#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

QJsonObject asJson(const engine::Explanation &explanation)
{
    QJsonArray steps;
    for (const auto &step : explanation.steps) {
        QJsonObject one{{u"topic"_s, engine::topicName(step.topic)}, {u"what"_s, step.what}};
        if (!step.query.isEmpty())
            one[u"query"_s] = step.query;
        if (step.range.endNs > 0) {
            one[u"start"_s] = base::isoTime(step.range.startNs);
            one[u"end"_s] = base::isoTime(step.range.endNs);
        }
        if (std::isfinite(step.value))
            one[u"value"_s] = step.value;
        steps.append(one);
    }
    return {{u"question"_s, explanation.question}, {u"answer"_s, explanation.answer}, {u"steps"_s, steps}};
}

void printExplanation(const engine::Explanation &explanation)
{
    printLine({});
    printLine(explanation.question);
    printLine(explanation.answer);
    for (const auto &step : explanation.steps) {
        printLine(u"  %1 %2"_s.arg(engine::topicName(step.topic).leftJustified(11), step.what));
        if (!step.query.isEmpty())
            printLine(u"  %1   %2 @ %3"_s.arg(QString(11, u' '), step.query, readableTime(step.range.endNs)));
    }
}

} // namespace wf::app

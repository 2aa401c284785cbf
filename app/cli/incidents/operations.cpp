// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/operations.h"

#include "app/cli/incidents/askedincidents.h"
#include "app/cli/output.h"
#include "models/base/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const engine::AckOpView *viewOf(const engine::AckSnapshot &snapshot, const QString &key)
{
    const auto found = std::ranges::find(snapshot.ops, key, &engine::AckOpView::opKey);
    return found == snapshot.ops.end() ? nullptr : &*found;
}

bool isUnderWay(const engine::AckOpView &op)
{
    return op.state == store::OpState::Queued || op.state == store::OpState::Sending;
}

} // namespace

int reportOperations(AskedIncidents &asked, const QStringList &keys, const QString &format)
{
    const auto &desk = asked.desk();
    asked.wait([&] {
        return std::ranges::none_of(keys, [&](const QString &key) {
            const auto *op = viewOf(*desk.snapshot(), key);
            return op && isUnderWay(*op);
        });
    });
    int code = ExitOk;
    QJsonArray json;
    std::vector<QStringList> rows{{u"OPERATION"_s, u"STATE"_s, u"SOURCE"_s, u"UNTIL"_s, u"WHAT"_s, u"ERROR"_s}};
    for (const QString &key : keys) {
        const auto *op = viewOf(*desk.snapshot(), key);
        if (!op)
            continue; // over already
        code = std::max<int>(code, op->state == store::OpState::NeedsAttention ? ExitCritical
                                   : isUnderWay(*op)                           ? ExitWarning
                                                                               : ExitOk);
        rows.push_back(
            {key, store::opStateName(op->state), op->source, base::isoTime(op->endsNs), op->title, op->error});
        json.append(QJsonObject{{u"operation"_s, key},
                                {u"state"_s, store::opStateName(op->state)},
                                {u"source"_s, op->source},
                                {u"silence"_s, op->silenceId},
                                {u"by"_s, op->createdBy},
                                {u"note"_s, op->note},
                                {u"until"_s, base::isoTime(op->endsNs)},
                                {u"what"_s, op->title},
                                {u"error"_s, op->error}});
    }
    if (format == u"json"_s)
        printJson(QJsonDocument(json));
    else if (format == u"csv"_s)
        for (const QStringList &row : rows)
            printLine(csvLine(row));
    else
        printTable(rows);
    return code;
}

} // namespace wf::app

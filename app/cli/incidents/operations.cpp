// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/operations.h"

#include "app/cli/common/output.h"
#include "app/cli/incidents/askedincidents.h"
#include "models/base/timetext.h"

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

OperationsTold waitForOperations(AskedIncidents &asked, const QStringList &keys)
{
    const auto &desk = asked.desk();
    asked.wait([&] {
        return std::ranges::none_of(keys, [&](const QString &key) {
            const auto *op = viewOf(*desk.snapshot(), key);
            return op && isUnderWay(*op);
        });
    });
    OperationsTold out{ExitOk, {{u"OPERATION"_s, u"STATE"_s, u"SOURCE"_s, u"UNTIL"_s, u"WHAT"_s, u"ERROR"_s}}, {}};
    auto &[code, rows, json] = out;
    for (const QString &key : keys) {
        const auto *op = viewOf(*desk.snapshot(), key);
        const auto yield = std::ranges::find(asked.yields(), key, &engine::Yield::opKey);
        if (yield != asked.yields().end()) {
            const QString words = engine::yieldText({*yield}, asked.clock().nowNs());
            rows.push_back({key, u"yielded"_s, {}, {}, yield->title, words});
            json.append(QJsonObject{{u"operation"_s, key},
                                    {u"state"_s, u"yielded"_s},
                                    {u"holder"_s, yield->holder},
                                    {u"since"_s, base::isoTime(yield->sinceNs)},
                                    {u"what"_s, yield->title},
                                    {u"error"_s, words}});
            continue;
        }
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
    if (code == ExitWarning && asked.isBesideConsole()) {
        printError(u"It has not arrived, and nobody goes on with it: the console beside has its own. Try again."_s);
        code = ExitCritical;
    }
    return out;
}

int reportOperations(AskedIncidents &asked, const QStringList &keys, const QString &format)
{
    const auto told = waitForOperations(asked, keys);
    printRows(format, told.rows, told.json);
    return told.code;
}

} // namespace wf::app

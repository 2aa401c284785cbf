// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/loglabels.h"

#include <QCoreApplication>

namespace wf::engine {

async::Request LogLabels::gather(const Ask &ask, Callback callback) const
{
    struct Round {
        std::vector<async::Request> requests;
        QStringList names;
        std::optional<base::Error> error;
        std::size_t open = 0;
        bool answered = false;
        Callback callback;
    };
    auto round = std::make_shared<Round>();
    round->callback = std::move(callback);
    round->open = m_sources.logs.size();
    const std::weak_ptr<Round> weak = round;
    for (auto *source : m_sources.logs)
        round->requests.push_back(ask(*source, [weak](base::Result<QStringList> reply) {
            const auto r = weak.lock();
            if (!r)
                return;
            if (reply) {
                r->answered = true;
                r->names += *reply;
            } else {
                r->error = reply.error();
            }
            if (--r->open > 0)
                return;
            r->names.removeDuplicates();
            r->names.sort();
            if (r->answered)
                r->callback(r->names);
            else
                r->callback(*r->error);
        }));
    return async::Request([round]() mutable { round.reset(); });
}

async::Request LogLabels::names(base::TimeRange range, Callback callback) const
{
    return gather([range](sources::LogSource &source,
                          sources::Reply<QStringList> reply) { return source.labelNames(range, std::move(reply)); },
                  std::move(callback));
}

async::Request LogLabels::values(const QString &label, const QString &selector, base::TimeRange range,
                                 Callback callback) const
{
    return gather(
        [=](sources::LogSource &source, sources::Reply<QStringList> reply) {
            return source.labelValues(label, selector, range, std::move(reply));
        },
        std::move(callback));
}

QString anchorLabel(const QStringList &names)
{
    for (const auto *known : {"service_name", "service", "app", "job"})
        if (names.contains(QLatin1String(known)))
            return QLatin1String(known);
    for (const auto &name : names)
        if (!name.startsWith(QLatin1String("__")))
            return name;
    return QStringLiteral("service_name");
}

} // namespace wf::engine

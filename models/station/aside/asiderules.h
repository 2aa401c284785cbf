// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/ports/rulekeepingport.h"

namespace wf::station {

// The rules of a station that another process may have open: as that one evaluates them while it runs, else as they
// stand in the files, evaluated by nobody. Rules can be kept; who evaluates them looks every half minute. It opens no
// store: what needs samples is asked of `beside`, the same station as its console answers; without it, Unsupported. GUI
// thread; files on a pool.
class AsideRules final : public RuleKeepingPort {
public:
    // `directory`, `configFile`: of the station.
    AsideRules(const PortContext &context, QString directory, QString configFile,
               std::unique_ptr<sources::MetricSource> beside = nullptr, QObject *parent = nullptr);

    async::Request queryRange(const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply) override;
    async::Request queryInstant(const QString &expr, qint64 timeNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override;
    async::Request exemplars(const QString &selector, base::TimeRange range,
                             sources::Reply<std::vector<signals::Exemplar>> reply) override;
    async::Request metadata(sources::Reply<std::vector<signals::MetricInfo>> reply) override;
    async::Request series(const QStringList &selectors, base::TimeRange range,
                          sources::Reply<std::vector<base::Labels>> reply) override;
    async::Request labelNames(const QString &selector, base::TimeRange range,
                              sources::Reply<QStringList> reply) override;
    async::Request labelValues(const QString &label, const QString &selector, base::TimeRange range,
                               sources::Reply<QStringList> reply) override;
    async::Request rules(sources::Reply<std::vector<signals::Rule>> reply) override;

private:
    template<class T>
    async::Request refuse(sources::Reply<T> reply);
    QString m_directory, m_configFile;
    std::unique_ptr<sources::MetricSource> m_beside;
};

// Its rules as the files say, evaluated by nobody. Blocks.
[[nodiscard]] std::vector<signals::Rule> rulesInFiles(const QString &directory, const QString &configFile);

} // namespace wf::station

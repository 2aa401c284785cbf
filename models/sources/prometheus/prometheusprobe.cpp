// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/prometheus/prometheusprobe.h"

#include "models/sources/prometheus/prometheussource.h"

#include <QCoreApplication>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
namespace decode = wire::prometheus;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

QString knownProduct(const QString &hint)
{
    for (const auto &name : {u"Prometheus"_s, u"Mimir"_s, u"Thanos"_s, u"Cortex"_s, u"VictoriaMetrics"_s})
        if (hint.compare(name, Qt::CaseInsensitive) == 0)
            return name;
    return {};
}

QString productOf(const decode::BuildInfo &info)
{
    if (!info.features.isEmpty())
        return u"Mimir"_s;
    if (info.goVersion.isEmpty() && info.revision.isEmpty())
        return u"VictoriaMetrics"_s; // says 2.24.0 and nothing else, to please Grafana
    return info.version.startsWith(u"0."_s) ? u"Thanos"_s : u"Prometheus"_s;
}
} // namespace

signals::Capability prometheusCapability(const std::optional<decode::BuildInfo> &info, const QString &productHint)
{
    signals::Capability found;
    const QString hint = knownProduct(productHint);
    if (info) {
        found.product = hint.isEmpty() ? productOf(*info) : hint;
        found.version = found.product == u"VictoriaMetrics"_s ? QString() : info->version;
    } else {
        found.product = hint.isEmpty() ? text("Prometheus-compatible server") : hint;
        found.limits << text("It does not tell its version: what it can do is found out by asking.");
    }
    if (found.product == u"Thanos"_s)
        found.limits << text("Answers may lack the data of a store that is down; then they are marked as partial.");
    if (found.product == u"Mimir"_s || found.product == u"Cortex"_s)
        found.limits << text("It has no list of scrape targets: services are found from metrics alone.");
    if (found.product == u"VictoriaMetrics"_s)
        found.limits << text("It has no native histograms and tells no version of its own.");
    return found;
}

// buildinfo (404: old or foreign), then one real query as an end-to-end check; while it starts, how far it has come.
async::Request PrometheusSource::probe(Reply<signals::Capability> reply)
{
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    const auto question = [](const QString &path, net::Params params = {}) {
        Question q;
        q.path = path;
        q.params = std::move(params);
        q.probe = q.urgent = true;
        q.deadline = net::milliseconds(5000);
        return q;
    };
    const auto checkQuery = [this, weak, question, reply](const std::optional<decode::BuildInfo> &info) {
        const auto held = weak.lock();
        if (!held)
            return;
        held->add(ask(
            question(u"/api/v1/query"_s, {{u"query"_s, u"1"_s}}), 0,
            [this, info, reply](base::Result<signals::QueryAnswerPtr> answer) {
                if (!answer) {
                    base::Error error = answer.error();
                    if (error.kind == ErrorKind::Unauthorized && error.detail.contains(u"no org id"_s))
                        error.summary =
                            text("%1 wants to know the tenant: set it in the connection.").arg(core().identity().name);
                    reply(error);
                    return;
                }
                core().setCapability(prometheusCapability(info, core().identity().productHint));
                reply(core().capability());
            }));
    };
    const auto sayStarting = [this, weak, question, reply](const base::Error &error) {
        const auto held = weak.lock();
        if (!held)
            return;
        held->add(core().ask(question(u"/api/v1/status/walreplay"_s), &decode::decodeWalReplay,
                             Reply<decode::WalReplay>([this, error, reply](base::Result<decode::WalReplay> replay) {
                                 base::Error told = error;
                                 if (replay)
                                     told.summary = text("%1 is starting: %2 % of its log is read.")
                                                        .arg(core().identity().name,
                                                             QString::number(qRound(replay->progress() * 100)));
                                 reply(told);
                             })));
    };
    steps->add(core().ask(
        question(u"/api/v1/status/buildinfo"_s), &decode::decodeBuildInfo,
        Reply<decode::BuildInfo>([checkQuery, sayStarting, reply](base::Result<decode::BuildInfo> info) {
            if (info)
                checkQuery(*info);
            else if (info.error().kind == ErrorKind::NotFound || info.error().kind == ErrorKind::NotUnderstood)
                checkQuery(std::nullopt);
            else if (info.error().httpStatus == 503)
                sayStarting(info.error());
            else
                reply(info.error());
        })));
    return Steps::request(std::move(steps));
}

} // namespace wf::sources

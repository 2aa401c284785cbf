// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/prometheus/prometheussource.h"

#include "models/wire/prometheus/prometheus.h"

#include <QCoreApplication>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

// As it was found out, before that as it was written down.
QString productOf(const SourceCore &core)
{
    const QString &found = core.capability().product;
    return (found.isEmpty() ? core.identity().productHint : found).toLower();
}

} // namespace

async::Request PrometheusSource::evaluatedRules(Reply<std::vector<signals::Rule>> reply)
{
    return rules(std::move(reply));
}

RuleKeeping PrometheusSource::keeping() const
{
    const QString product = productOf(core());
    return product == u"mimir"_s || product == u"cortex"_s ? RuleKeeping::Ruler : RuleKeeping::Files;
}

// Mimir keeps it below the prefix of the queries, Cortex below its own root (protocols.md 2).
RulerApi PrometheusSource::ruler()
{
    QUrl base = core().http().options().base;
    if (productOf(core()) != u"cortex"_s)
        return {core(), net::endpoint(base, u"/config/v1/rules"_s)};
    QString path = base.path();
    if (path.endsWith(u"/api/prom"_s))
        return {core(), net::endpoint(base, u"/rules"_s)};
    if (path.endsWith(u"/prometheus"_s))
        path.chop(11);
    base.setPath(path);
    return {core(), net::endpoint(base, u"/api/v1/rules"_s)};
}

async::Request PrometheusSource::ruleGroup(const QString &nameSpace, const QString &group, Reply<QByteArray> reply)
{
    if (keeping() == RuleKeeping::Ruler)
        return ruler().group(nameSpace, group, std::move(reply));
    return refuseLater(core(), text("%1 keeps its rules in files.").arg(core().identity().name),
                       [reply = std::move(reply)](const base::Status &status) { reply(status.error()); });
}

async::Request PrometheusSource::putRuleGroup(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply)
{
    if (keeping() == RuleKeeping::Ruler)
        return ruler().put(nameSpace, yaml, std::move(reply));
    return refuseLater(core(), text("%1 keeps its rules in files.").arg(core().identity().name), std::move(reply));
}

async::Request PrometheusSource::removeRuleGroup(const QString &nameSpace, const QString &group,
                                                 Reply<base::Done> reply)
{
    if (keeping() == RuleKeeping::Ruler)
        return ruler().remove(nameSpace, group, std::move(reply));
    return refuseLater(core(), text("%1 keeps its rules in files.").arg(core().identity().name), std::move(reply));
}

// POST /-/reload answers 200, 403 without --web.enable-lifecycle, 500 when a file is broken.
async::Request PrometheusSource::reloadRules(Reply<base::Done> reply)
{
    net::HttpRequest request;
    request.method = net::Method::Post;
    request.url = net::endpoint(core().http().options().base, u"/-/reload"_s);
    return core().send(std::move(request), [name = core().identity().name,
                                            reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
        if (answer) {
            reply(base::Done{});
            return;
        }
        base::Error error = answer.error();
        if (error.httpStatus == 403 || error.httpStatus == 404 || error.httpStatus == 405) {
            error.kind = ErrorKind::Unsupported;
            error.summary = text("%1 does not let itself be reloaded: start it with --web.enable-lifecycle, or send it "
                                 "SIGHUP")
                                .arg(name);
        }
        reply(error);
    });
}

// runtimeinfo of Prometheus 2.14 and later says what prometheus_config_last_reload_successful does.
async::Request PrometheusSource::lastReload(Reply<RuleReload> reply)
{
    Question question;
    question.path = u"/api/v1/status/runtimeinfo"_s;
    const auto decode = [](std::string_view body) -> base::Result<RuleReload> {
        const auto info = wire::prometheus::decodeRuntimeInfo(body);
        if (!info)
            return info.error();
        return RuleReload{info->reloadOk, info->lastConfigNs};
    };
    return core().ask(question, decode, std::move(reply));
}

} // namespace wf::sources

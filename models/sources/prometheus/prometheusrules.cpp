// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/prometheus/prometheussource.h"

#include <QCoreApplication>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

} // namespace

async::Request PrometheusSource::evaluatedRules(Reply<std::vector<signals::Rule>> reply)
{
    return rules(std::move(reply));
}

bool PrometheusSource::hasRuler() const
{
    const QString &product = core().capability().product;
    return product == u"Mimir"_s || product == u"Cortex"_s;
}

// Mimir keeps it below the prefix of the queries, Cortex below its own root (protocols.md 2).
RulerApi PrometheusSource::ruler()
{
    QUrl base = core().http().options().base;
    if (core().capability().product != u"Cortex"_s)
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
    if (hasRuler())
        return ruler().group(nameSpace, group, std::move(reply));
    return refuseLater(core(), text("%1 keeps its rules in files.").arg(core().identity().name),
                       [reply = std::move(reply)](const base::Status &status) { reply(status.error()); });
}

async::Request PrometheusSource::putRuleGroup(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply)
{
    if (hasRuler())
        return ruler().put(nameSpace, yaml, std::move(reply));
    return refuseLater(core(), text("%1 keeps its rules in files.").arg(core().identity().name), std::move(reply));
}

async::Request PrometheusSource::removeRuleGroup(const QString &nameSpace, const QString &group,
                                                 Reply<base::Done> reply)
{
    if (hasRuler())
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

} // namespace wf::sources

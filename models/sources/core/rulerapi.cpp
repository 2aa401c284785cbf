// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/core/rulerapi.h"

#include "models/wire/prometheus/prometheus.h"

#include <QTimer>

namespace wf::sources {

using base::ErrorKind;

namespace {

net::HttpRequest requestFor(const QUrl &base, net::Method method, const QStringList &segments)
{
    QString path;
    for (const QString &segment : segments)
        path += u'/' + net::encodeSegment(segment);
    net::HttpRequest request;
    request.method = method;
    request.url = net::endpoint(base, path);
    return request;
}

Reply<net::HttpResponsePtr> whenAccepted(Reply<base::Done> reply, bool isGoneFine)
{
    return [reply = std::move(reply), isGoneFine](base::Result<net::HttpResponsePtr> answer) {
        if (answer || (isGoneFine && answer.error().kind == ErrorKind::NotFound))
            reply(base::Done{});
        else
            reply(answer.error());
    };
}

} // namespace

async::Request RulerApi::group(const QString &nameSpace, const QString &group, Reply<QByteArray> reply) const
{
    return m_core.send(requestFor(m_base, net::Method::Get, {nameSpace, group}),
                       [reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
                           if (answer)
                               reply((*answer)->body);
                           else
                               reply(answer.error());
                       });
}

async::Request RulerApi::put(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply) const
{
    net::HttpRequest request = requestFor(m_base, net::Method::Post, {nameSpace});
    request.contentType = "application/yaml";
    request.body = yaml;
    return m_core.send(std::move(request), whenAccepted(std::move(reply), false));
}

async::Request RulerApi::remove(const QString &nameSpace, const QString &group, Reply<base::Done> reply) const
{
    return m_core.send(requestFor(m_base, net::Method::Delete, {nameSpace, group}),
                       whenAccepted(std::move(reply), true));
}

async::Request askEvaluatedRules(SourceCore &core, const QString &path, Reply<std::vector<signals::Rule>> reply)
{
    Question question;
    question.path = path;
    const auto decode = [id = core.identity().id](std::string_view body) -> base::Result<std::vector<signals::Rule>> {
        auto page = wire::prometheus::decodeRules(body);
        if (!page)
            return page.error();
        for (auto &rule : page->rules) {
            rule.source = id;
            for (auto &alert : rule.alerts)
                alert.source = id;
        }
        return std::move(page->rules);
    };
    return core.ask(question, decode, std::move(reply));
}

async::Request refuseLater(SourceCore &core, const QString &why, Reply<base::Done> reply)
{
    auto isWanted = std::make_shared<bool>(true);
    QTimer::singleShot(0, &core, [isWanted, why, reply = std::move(reply)] {
        if (*isWanted)
            reply(base::makeError(ErrorKind::Unsupported, why));
    });
    return async::Request([isWanted] { *isWanted = false; });
}

} // namespace wf::sources

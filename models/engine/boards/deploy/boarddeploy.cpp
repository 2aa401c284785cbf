// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/deploy/boarddeploy.h"

#include "models/base/linediff.h"
#include "models/net/address.h"

#include <QJsonDocument>
#include <QTimer>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using wire::grafana::ServedDashboard;

namespace {

// Identifier and version are the server's own and differ always.
QByteArray comparable(QJsonObject dashboard)
{
    dashboard.remove("id"_L1);
    dashboard.remove("version"_L1);
    return QJsonDocument(dashboard).toJson(QJsonDocument::Indented);
}

base::Error refused(const net::HttpResponse &response, const QString &name)
{
    base::Error error = net::statusError(response, name);
    error.summary += u". "_s + wire::grafana::refusalOf(response.status, response.body);
    return error;
}

base::Result<DeployPlan> planFrom(const QJsonObject &dashboard, const QString &folderUid,
                                  const net::HttpResponse &response, const QString &name)
{
    DeployPlan out{dashboard, folderUid, {}, {}};
    if (response.status == 404) {
        out.difference = base::unifiedDiff({}, comparable(dashboard), u"nothing"_s, u"yours"_s);
        return out;
    }
    if (response.status != 200)
        return refused(response, name);
    auto there = wire::grafana::decodeServed(response.body);
    if (!there.ok())
        return there.error();
    if (there->isProvisioned || !there->canSave)
        return base::makeError(ErrorKind::Unsupported,
                               there->isProvisioned
                                   ? u"The dashboard on %1 comes from files of the server and cannot be replaced. "
                                     u"Deploy a copy: remove the uid."_s.arg(name)
                                   : u"The token may not change this dashboard on %1."_s.arg(name));
    if (folderUid.isEmpty())
        out.folderUid = there->folderUid;
    out.difference =
        base::unifiedDiff(comparable(there->dashboard), comparable(dashboard), u"on the server"_s, u"yours"_s);
    out.there = std::move(*there);
    return out;
}

} // namespace

BoardDeploy::BoardDeploy(net::HttpOptions grafana, net::HttpEnvironment environment)
    : m_grafana(grafana), m_client(std::move(grafana), environment)
{
}

async::Request BoardDeploy::plan(const QJsonObject &dashboard, const QString &folderUid,
                                 std::function<void(base::Result<DeployPlan>)> reply)
{
    const QString uid = dashboard.value("uid"_L1).toString();
    net::HttpRequest request;
    // A dashboard without a uid is new; asking for the health tells whether there is a Grafana at all.
    request.url = net::endpoint(m_grafana.base,
                                uid.isEmpty() ? u"/api/health"_s : u"/api/dashboards/uid/"_s + net::encodeSegment(uid));
    return m_client.send(std::move(request), [dashboard, folderUid, uid, name = m_grafana.name,
                                              reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
        if (!answer.ok())
            return reply(answer.error());
        net::HttpResponse response = **answer;
        if (uid.isEmpty() && response.status == 200)
            response.status = 404; // nothing of its own is there
        else if (uid.isEmpty())
            return reply(refused(response, name));
        reply(planFrom(dashboard, folderUid, response, name));
    });
}

async::Request BoardDeploy::push(const DeployPlan &plan, const QString &message,
                                 std::function<void(base::Result<wire::grafana::StoredDashboard>)> reply)
{
    net::HttpRequest request;
    request.method = net::Method::Post;
    request.url = net::endpoint(m_grafana.base, u"/api/dashboards/db"_s);
    request.contentType = "application/json";
    request.body = wire::grafana::dashboardPost(
        plan.dashboard, plan.there ? std::optional(plan.there->version) : std::nullopt, plan.folderUid, message);
    return m_client.send(std::move(request),
                         [name = m_grafana.name, reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
                             if (!answer.ok())
                                 return reply(answer.error());
                             if ((*answer)->status != 200)
                                 return reply(refused(**answer, name));
                             reply(wire::grafana::decodeStored((*answer)->body));
                         });
}

} // namespace wf::engine

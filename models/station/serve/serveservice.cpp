// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/serveservice.h"

#include "models/station/serve/alertmanager/alertapi.h"
#include "models/station/serve/jaeger/jaegerapi.h"
#include "models/station/serve/loki/lokiapi.h"
#include "models/station/serve/prometheus/promapi.h"

#include <QCoreApplication>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

} // namespace

ServeSettings readServeSettings(const ConfigSection &section)
{
    ServeSettings settings;
    settings.isOn = section.truth("enabled", false);
    settings.isOpenToCommands = section.truth("commands", true);
    const QString address = section.text("address", QStringLiteral("127.0.0.1"));
    const qint64 port = section.count("port", 9095);
    if (port > 65'535)
        section.problem("port", tr("is not a port"), tr("9095 is opened"));
    settings.server.endpoints = {{address, static_cast<quint16>(port > 65'535 ? 9095 : port)}};
    for (const auto &host : section.texts("hosts"))
        settings.server.hosts.push_back(host.toLower().toStdString());
    const bool isLoopback = address.startsWith(QLatin1String("127.")) || address == QLatin1String("::1");
    if (!isLoopback && settings.server.hosts.empty())
        settings.server.hosts.emplace_back("*"); // the token is the guard
    settings.server.workers = 4;                 // a question may take two minutes; others go on meanwhile
    if (const QString name = section.text("token_env"); !name.isEmpty())
        settings.token = {net::SecretRef::Kind::Environment, name};
    else if (const QString path = section.text("token_file"); !path.isEmpty())
        settings.token = {net::SecretRef::Kind::File, path};
    if (settings.isOn && settings.token.isNone()) {
        section.problem("enabled", tr("needs token_env or token_file"), tr("nothing is served"));
        settings.isOn = false;
    }
    section.finish();
    return settings;
}

std::vector<net::server::Route> serveRoutes(StationAnswers answers, const base::Clock &clock)
{
    std::vector<net::server::Route> routes;
    const auto add = [&](std::vector<net::server::Route> more) {
        std::move(more.begin(), more.end(), std::back_inserter(routes));
    };
    if (answers.metrics.samples)
        add(prometheusRoutes(std::move(answers.metrics), clock));
    if (answers.logs.lines)
        add(lokiRoutes(std::move(answers.logs), clock));
    add(jaegerRoutes(std::move(answers.traces), clock));
    add(alertmanagerRoutes(std::move(answers.alerts), clock));
    return routes;
}

base::Result<std::unique_ptr<ServeService>> ServeService::make(const ServeSettings &settings, const net::Secret &token,
                                                               StationAnswers answers, const base::Clock &clock)
{
    if (token.isEmpty())
        return base::makeError(base::ErrorKind::Invalid,
                               tr("The station's APIs need a token: set token_env or token_file, and fill it."));
    net::server::Options options = settings.server;
    options.authorise = net::server::bearerCheck({token});
    return std::unique_ptr<ServeService>(new ServeService(
        std::make_unique<net::server::Server>(std::move(options), serveRoutes(std::move(answers), clock))));
}

ServeService::ServeService(std::unique_ptr<net::server::Server> server) : m_server(std::move(server)) {}

ServeService::~ServeService() = default;

void ServeService::start()
{
    m_ports = m_server->start();
}

void ServeService::stop()
{
    m_server->stop();
}

} // namespace wf::station

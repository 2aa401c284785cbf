// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/receiveservice.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

double shareIn(const ConfigSection &section, const char *key, double fallback)
{
    const double share = section.number(key, fallback);
    if (share >= 0 && share <= 1)
        return share;
    section.problem(key, tr("is not between 0 and 1"), tr("the default is used"));
    return fallback;
}

SamplingOptions readSampling(const ConfigSection &section)
{
    SamplingOptions options;
    options.probability = shareIn(section, "probability", options.probability);
    options.spansPerSecond = section.number("spans_per_second", options.spansPerSecond);
    if (options.spansPerSecond <= 0) {
        section.problem("spans_per_second", tr("is not above zero"), tr("the default is used"));
        options.spansPerSecond = SamplingOptions().spansPerSecond;
    }
    options.keepsErrors = section.truth("keep_errors", options.keepsErrors);
    options.keepsSlow = section.truth("keep_slow", options.keepsSlow);
    options.slowQuantile = shareIn(section, "slow_quantile", options.slowQuantile);
    options.holdNs = section.durationNs("hold", options.holdNs);
    section.finish();
    return options;
}

std::vector<net::server::Endpoint> readPorts(const ConfigSection &section, const QString &address)
{
    const QStringList texts = section.has("ports")
                                  ? section.texts("ports")
                                  : QStringList{QStringLiteral("4318"), QStringLiteral("9411"), QStringLiteral("3100")};
    std::vector<net::server::Endpoint> endpoints;
    for (const auto &text : texts) {
        bool ok = false;
        const quint16 port = text.toUShort(&ok);
        if (ok)
            endpoints.push_back({address, port});
        else
            section.problem("ports", tr("%1 is not a port").arg(text), tr("it is not opened"));
    }
    return endpoints;
}

net::SecretRef readToken(const ConfigSection &section)
{
    if (const QString name = section.text("token_env"); !name.isEmpty())
        return {net::SecretRef::Kind::Environment, name};
    if (const QString path = section.text("token_file"); !path.isEmpty())
        return {net::SecretRef::Kind::File, path};
    return {};
}

bool isLoopback(const QString &address)
{
    return address.startsWith(QLatin1String("127.")) || address == QLatin1String("::1");
}

} // namespace

ReceiveSettings readReceiveSettings(const ConfigSection &section)
{
    ReceiveSettings settings;
    settings.isOn = section.truth("enabled", true);
    const QString address = section.text("address", QStringLiteral("127.0.0.1"));
    settings.server.endpoints = readPorts(section, address);
    settings.token = readToken(section);
    for (const auto &host : section.texts("hosts"))
        settings.server.hosts.push_back(host.toLower().toStdString());
    if (!isLoopback(address)) {
        // Reachable under names we do not know: the token is the guard.
        if (settings.server.hosts.empty())
            settings.server.hosts.emplace_back("*");
        if (settings.token.isNone())
            section.problem("address", tr("is reachable from other machines, and no token is set"),
                            tr("anybody there may send"));
    }
    settings.server.maxBytesInFlight =
        static_cast<std::size_t>(std::clamp<qint64>(section.bytes("memory", 64LL << 20), 1LL << 20, 1LL << 32));
    for (const auto &name : section.texts("promote"))
        settings.receiver.metrics.promoted.push_back(name.toStdString());
    settings.receiver.metrics.scopeLabels = section.truth("scope_labels", false);
    settings.receiver.sampling = readSampling(section.section("sampling"));
    section.finish();
    return settings;
}

} // namespace wf::station

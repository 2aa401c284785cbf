// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/rulekeepingport.h"

#include <QCoreApplication>

namespace wf::station {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

} // namespace

RuleKeepingPort::RuleKeepingPort(const PortContext &context, const QString &suffix, Keeping keeping, QObject *parent)
    : StationPort(context, suffix, signals::SourceKind::Metrics, parent), m_keeping(std::move(keeping))
{
}

template<class T, class Work>
async::Request RuleKeepingPort::askShelf(Work work, sources::Reply<T> reply)
{
    return ask<T>(
        [shelf = m_keeping.shelf, work = std::move(work)](std::stop_token) -> base::Result<T> {
            if (!shelf)
                return base::makeError(base::ErrorKind::Unsupported, say("No rules are kept here."));
            return work(*shelf);
        },
        std::move(reply));
}

async::Request RuleKeepingPort::evaluatedRules(sources::Reply<std::vector<signals::Rule>> reply)
{
    return rules(std::move(reply));
}

sources::RuleKeeping RuleKeepingPort::keeping() const
{
    return m_keeping.shelf ? sources::RuleKeeping::Own : sources::RuleKeeping::Files;
}

async::Request RuleKeepingPort::ruleGroup(const QString &nameSpace, const QString &group,
                                          sources::Reply<QByteArray> reply)
{
    return askShelf<QByteArray>([nameSpace, group](const RuleShelf &shelf) { return shelf.group(nameSpace, group); },
                                std::move(reply));
}

async::Request RuleKeepingPort::putRuleGroup(const QString &nameSpace, const QByteArray &yaml,
                                             sources::Reply<base::Done> reply)
{
    return askShelf<base::Done>([nameSpace, yaml](const RuleShelf &shelf) { return shelf.put(nameSpace, yaml); },
                                std::move(reply));
}

async::Request RuleKeepingPort::removeRuleGroup(const QString &nameSpace, const QString &group,
                                                sources::Reply<base::Done> reply)
{
    return askShelf<base::Done>([nameSpace, group](const RuleShelf &shelf) { return shelf.remove(nameSpace, group); },
                                std::move(reply));
}

async::Request RuleKeepingPort::reloadRules(sources::Reply<base::Done> reply)
{
    if (m_keeping.reload)
        m_keeping.reload();
    return askShelf<base::Done>([](const RuleShelf &) { return base::Status(base::Done{}); }, std::move(reply));
}

async::Request RuleKeepingPort::lastReload(sources::Reply<sources::RuleReload> reply)
{
    return ask<sources::RuleReload>(
        [](std::stop_token) -> base::Result<sources::RuleReload> {
            return base::makeError(base::ErrorKind::Unsupported,
                                   say("The station tells broken rule files among its problems."));
        },
        std::move(reply));
}

} // namespace wf::station

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/aside/asiderules.h"

#include "models/station/aside/evaluatedfile.h"
#include "models/station/config/stationfile.h"
#include "models/station/core/statusfile.h"
#include "models/station/rules/core/rulegroup.h"
#include "models/station/rules/engine/rulesettings.h"

#include <QCoreApplication>
#include <QFile>

namespace wf::station {

namespace {

constexpr qint64 largestConfig = 1 << 20;

} // namespace

std::vector<signals::Rule> rulesInFiles(const QString &directory, const QString &configFile)
{
    QFile file(configFile);
    const QByteArray yaml =
        !configFile.isEmpty() && file.open(QIODevice::ReadOnly) ? file.read(largestConfig) : QByteArray();
    auto config = StationFile::read(yaml, configFile);
    if (!config)
        config = StationFile::read({}, configFile);
    const RuleSettings settings = readRuleSettings(config->section("rules"), config->folder());
    std::vector<signals::Rule> out;
    auto loaded =
        loadRules(settings.files, settings.usesDefaults, settings.intervalNs, RuleShelf::ofStation(directory));
    for (GroupSpec &spec : loaded.groups) {
        auto rules = RuleGroup(std::move(spec)).published();
        out.insert(out.end(), std::make_move_iterator(rules.begin()), std::make_move_iterator(rules.end()));
    }
    return out;
}

AsideRules::AsideRules(const PortContext &context, QString directory, QString configFile,
                       std::unique_ptr<sources::MetricSource> beside, QObject *parent)
    : RuleKeepingPort(context, QStringLiteral("metrics"), {RuleShelf::ofStation(directory), {}}, parent),
      m_directory(std::move(directory)),
      m_configFile(std::move(configFile)),
      m_beside(std::move(beside))
{
}

async::Request AsideRules::rules(sources::Reply<std::vector<signals::Rule>> reply)
{
    return ask<std::vector<signals::Rule>>(
        [directory = m_directory, config = m_configFile,
         id = state().id](std::stop_token) -> base::Result<std::vector<signals::Rule>> {
            const auto status = readStatus(directory);
            auto evaluated = readEvaluated(directory);
            const bool isNow = status && status->ageNs < statusFreshNs && evaluated;
            std::vector<signals::Rule> out = isNow ? std::move(*evaluated) : rulesInFiles(directory, config);
            for (auto &rule : out) {
                rule.source = id;
                for (auto &alert : rule.alerts)
                    alert.source = id;
            }
            return out;
        },
        std::move(reply));
}

template<class T>
async::Request AsideRules::refuse(sources::Reply<T> reply)
{
    return ask<T>(
        [](std::stop_token) -> base::Result<T> {
            return base::makeError(base::ErrorKind::Unsupported,
                                   QCoreApplication::translate(
                                       "Station", "The station's samples can be asked while a console has it open."),
                                   QCoreApplication::translate("Station", "Start one with watchfloor --station."));
        },
        std::move(reply));
}

async::Request AsideRules::queryRange(const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply)
{
    return m_beside ? m_beside->queryRange(query, std::move(reply)) : refuse(std::move(reply));
}

async::Request AsideRules::queryInstant(const QString &expr, qint64 timeNs,
                                        sources::Reply<signals::QueryAnswerPtr> reply)
{
    return m_beside ? m_beside->queryInstant(expr, timeNs, std::move(reply)) : refuse(std::move(reply));
}

async::Request AsideRules::exemplars(const QString &selector, base::TimeRange range,
                                     sources::Reply<std::vector<signals::Exemplar>> reply)
{
    return m_beside ? m_beside->exemplars(selector, range, std::move(reply)) : refuse(std::move(reply));
}

async::Request AsideRules::metadata(sources::Reply<std::vector<signals::MetricInfo>> reply)
{
    return m_beside ? m_beside->metadata(std::move(reply)) : refuse(std::move(reply));
}

async::Request AsideRules::series(const QStringList &selectors, base::TimeRange range,
                                  sources::Reply<std::vector<base::Labels>> reply)
{
    return m_beside ? m_beside->series(selectors, range, std::move(reply)) : refuse(std::move(reply));
}

async::Request AsideRules::labelNames(const QString &selector, base::TimeRange range, sources::Reply<QStringList> reply)
{
    return m_beside ? m_beside->labelNames(selector, range, std::move(reply)) : refuse(std::move(reply));
}

async::Request AsideRules::labelValues(const QString &label, const QString &selector, base::TimeRange range,
                                       sources::Reply<QStringList> reply)
{
    return m_beside ? m_beside->labelValues(label, selector, range, std::move(reply)) : refuse(std::move(reply));
}

} // namespace wf::station

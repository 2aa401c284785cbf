// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ruleport.h"
#include "models/wire/yaml/rules/rulefile.h"
#include "tests/support/fakemetricsource.h"

#include <QTimer>

#include <map>

namespace wf::tests {

// A source that keeps groups as text, as a ruler does, and evaluates what a test says. Header only; no network.
class FakeRuleSource final : public support::FakeMetricSource, public sources::RulePort {
public:
    FakeRuleSource(const QString &id, sources::RuleKeeping keeping) : FakeMetricSource(id), m_keeping(keeping)
    {
        m_state.capability.product = QStringLiteral("Fake"); // it has introduced itself
    }

    std::map<std::pair<QString, QString>, QByteArray> groups; // namespace and group
    std::optional<base::Error> putError;                      // answered instead of taking a group
    bool takesAllTheSame = false;                             // it arrives, and the answer is lost
    std::optional<base::Error> readError;
    std::optional<base::Error> reloadError;
    std::optional<sources::RuleReload> reload;
    int puts = 0, removes = 0, reloads = 0, looks = 0;

    async::Request evaluatedRules(sources::Reply<std::vector<signals::Rule>> reply) override
    {
        ++looks;
        return later<std::vector<signals::Rule>>(std::move(reply), ruleList);
    }
    [[nodiscard]] sources::RuleKeeping keeping() const override { return m_keeping; }
    async::Request ruleGroup(const QString &nameSpace, const QString &group, sources::Reply<QByteArray> reply) override
    {
        const auto found = groups.find({nameSpace, group});
        if (readError)
            return later<QByteArray>(std::move(reply), *readError);
        if (found == groups.end())
            return later<QByteArray>(std::move(reply), base::makeError(base::ErrorKind::NotFound, group));
        return later<QByteArray>(std::move(reply), found->second);
    }
    async::Request putRuleGroup(const QString &nameSpace, const QByteArray &yaml,
                                sources::Reply<base::Done> reply) override
    {
        ++puts;
        if (!putError || takesAllTheSame)
            groups[{nameSpace, nameOf(yaml)}] = yaml;
        return later<base::Done>(std::move(reply), putError ? base::Status(*putError) : base::Status(base::Done{}));
    }
    async::Request removeRuleGroup(const QString &nameSpace, const QString &group,
                                   sources::Reply<base::Done> reply) override
    {
        ++removes;
        groups.erase({nameSpace, group});
        return later<base::Done>(std::move(reply), base::Done{});
    }
    async::Request reloadRules(sources::Reply<base::Done> reply) override
    {
        ++reloads;
        return later<base::Done>(std::move(reply),
                                 reloadError ? base::Status(*reloadError) : base::Status(base::Done{}));
    }
    async::Request lastReload(sources::Reply<sources::RuleReload> reply) override
    {
        if (reload)
            return later<sources::RuleReload>(std::move(reply), *reload);
        return later<sources::RuleReload>(std::move(reply),
                                          base::makeError(base::ErrorKind::Unsupported, QStringLiteral("silent")));
    }

private:
    static QString nameOf(const QByteArray &yaml)
    {
        const auto file = wire::readRuleFile({yaml.constData(), static_cast<std::size_t>(yaml.size())});
        return file.groupCount() == 1 ? wire::toQString(file.documents.front().groups.front().name.text) : QString();
    }
    template<class T>
    async::Request later(sources::Reply<T> reply, base::Result<T> result)
    {
        auto wanted = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [wanted, reply = std::move(reply), result = std::move(result)] {
            if (*wanted)
                reply(result);
        });
        return async::Request([wanted] { *wanted = false; });
    }
    sources::RuleKeeping m_keeping;
};

} // namespace wf::tests

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/secrets/secretstore.h"
#include "models/station/alerts/dispatch/alertdispatcher.h"
#include "models/station/alerts/port/stationalerts.h"
#include "models/station/rules/engine/ruleengine.h"
#include "models/station/rules/engine/rulesettings.h"

namespace wf::station {

// The rules of the station as a whole: reads the rule files and reads them again when they change, runs them, and
// hands alerts to the configured Alertmanagers, or to the station's own when there are none. GUI thread; files are
// read on a pool.
class StationRules final : public QObject {
    Q_OBJECT
public:
    struct Context {
        const base::Clock &clock;
        async::Pools &pools;
        net::SecretStore *secrets = nullptr;
        std::shared_ptr<Intake> intake;
        std::shared_ptr<const query::SampleReader> samples;
        StationAlerts &alerts;               // outlives it
        QString stateFile;                   // where alerts survive a restart; empty: nowhere
        std::optional<RuleShelf> shelf = {}; // rules made in the console
    };
    explicit StationRules(Context context, QObject *parent = nullptr);
    ~StationRules() override;

    // From now on as the settings say. Nothing runs before the first call.
    void apply(const RuleSettings &settings);
    // Looks at the files now; otherwise every half minute.
    void reload();

    [[nodiscard]] std::vector<signals::Rule> rules() const; // for the metrics port
    [[nodiscard]] std::vector<RuleEngine::GroupView> groups() const;
    [[nodiscard]] std::vector<DispatchState> alertmanagers() const;
    // Of the files, and of the state that could not be kept.
    [[nodiscard]] QStringList problems() const;

Q_SIGNALS:
    void changed(); // at most ten times a second

private:
    void loaded(LoadedRules loaded);
    void tell(const std::vector<PostedAlert> &alerts);

    Context m_context;
    RuleSettings m_settings;
    std::unique_ptr<AlertDispatcher> m_dispatcher;
    std::unique_ptr<RuleEngine> m_engine;
    QByteArray m_digest; // of what runs
    QStringList m_problems;
    QTimer *m_watch;
    async::JobScope m_jobs;
};

} // namespace wf::station

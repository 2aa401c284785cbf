// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/alerts/book/alertbook.h"
#include "models/station/alerts/book/inhibition.h"
#include "models/station/alerts/port/silencestore.h"
#include "models/station/ports/stationport.h"

#include <deque>
#include <memory>

class QTimer;

namespace wf::station {

// A small Alertmanager in the station, for when there is no real one: takes the alerts of the rules, keeps silences
// and inhibits, behind the port every screen knows; acknowledging works through silences as everywhere. It routes and
// notifies nobody. GUI thread; silences are durable when their answer comes.
class StationAlerts final : public StationPort<sources::AlertSource> {
    Q_OBJECT
public:
    StationAlerts(const PortContext &context, std::unique_ptr<SilenceStore> store, std::vector<InhibitRule> rules,
                  QObject *parent = nullptr);

    // What rules (or anybody else) report; again and again while it holds, and with an end when it is over. The number
    // of alerts that were refused because there are too many or they have no labels.
    int take(const std::vector<PostedAlert> &alerts);
    void setInhibitRules(std::vector<InhibitRule> rules);

    async::Request alerts(sources::Reply<signals::AlertAnswer> reply) override;
    async::Request silences(sources::Reply<std::vector<signals::Silence>> reply) override;
    async::Request putSilence(const signals::Silence &silence, sources::Reply<QString> reply) override;
    async::Request expireSilence(const QString &id, sources::Reply<base::Done> reply) override;
    async::Request status(sources::Reply<signals::AlertmanagerStatus> reply) override;
    [[nodiscard]] bool supportsAnnotations() const override { return true; }

private:
    // One change after the other: each is computed from the book as the one before left it.
    struct Operation {
        std::function<base::Result<SilenceChange>(qint64 nowNs)> plan;
        std::function<void(base::Result<QString>)> reply;
        std::shared_ptr<bool> wanted;
    };
    async::Request enqueue(Operation operation);
    // Reads wait until the silences were loaded, so that an empty list never means "not yet". When that fails they fail
    // too, while it is tried again.
    template<class T>
    async::Request whenLoaded(std::function<async::Request(sources::Reply<T>)> question, sources::Reply<T> reply);
    void load();
    void loaded(base::Result<std::vector<KeptSilence>> kept);
    void work();
    void write(const std::shared_ptr<Operation> &operation, const std::shared_ptr<SilenceChange> &change,
               std::size_t index);
    void finish(const Operation &operation, const base::Result<QString> &result);
    void tidy();
    [[nodiscard]] std::vector<signals::Silence> listed() const;

    std::unique_ptr<SilenceStore> m_store;
    SilenceBook m_silences;
    AlertBook m_alerts;
    std::shared_ptr<const std::vector<InhibitRule>> m_rules;
    qint64 m_startedNs;
    bool m_isLoaded = false;
    bool m_isWriting = false;
    std::deque<Operation> m_operations;
    std::vector<std::function<void()>> m_waiting; // for the silences
    std::optional<base::Error> m_loadError;
    async::Request m_loading;
    async::Request m_writing;
    QTimer *m_tidying;
    QTimer *m_retrying;
};

} // namespace wf::station

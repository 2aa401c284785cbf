// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/net/secrets/secretstore.h"
#include "models/station/config/stationfile.h"
#include "models/station/doors/alertdesk.h"
#include "models/station/doors/doorsstate.h"
#include "models/station/doors/intakedoor.h"
#include "models/station/ports/linefeed.h"
#include "models/station/serve/serveservice.h"
#include "models/station/stores/stationstores.h"

namespace wf::station {

// The ways out of the station, both off by default: the read APIs (section `serve`) and sending on (section
// `send_on`). GUI thread.
class Doors final : public QObject {
    Q_OBJECT
public:
    struct Environment {
        const base::Clock &clock;
        QThreadPool &pool; // reads what waits to be sent on
        net::SecretStore *secrets = nullptr;
        std::shared_ptr<const StationStores> stores;
        std::shared_ptr<LineFeed> feed;
        IntakeDoor &intake;
        sources::AlertSource &alerts;
        std::function<std::vector<signals::Rule>()> rules;
        std::function<ScrapeSnapshotPtr()> targets;
    };
    // All that is borrowed outlives it.
    explicit Doors(Environment environment, QObject *parent = nullptr);
    ~Doors() override; // stops

    // Reads the sections serve and send_on. Again: opens and begins anew.
    void apply(StationFile &file);
    // What the read APIs tell about rules and targets is from the last call.
    void refresh();

    [[nodiscard]] DoorsState state() const;
    [[nodiscard]] QStringList problems() const;

private:
    class Board;
    void serve(const ServeSettings &settings);
    void sendOn(const std::vector<SendTarget> &targets);
    void open(const ServeSettings &settings, const net::Secret &token);
    void stop();
    [[nodiscard]] StationAnswers answers() const;

    Environment m_env;
    std::shared_ptr<Board> m_board;
    std::unique_ptr<AlertDesk> m_desk;
    std::unique_ptr<ServeService> m_service;
    QStringList m_problems;
    async::Request m_token;
};

} // namespace wf::station

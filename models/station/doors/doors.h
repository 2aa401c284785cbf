// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/net/secrets/secretstore.h"
#include "models/station/config/stationfile.h"
#include "models/station/doors/alertdesk.h"
#include "models/station/doors/doorsstate.h"
#include "models/station/doors/intakedoor.h"
#include "models/station/doors/sidedoor.h"
#include "models/station/ports/linefeed.h"
#include "models/station/serve/serveservice.h"
#include "models/station/stores/stationstores.h"

namespace wf::station {

// The ways out of the station. Off by default: the read APIs (section `serve`) and sending on (section `send_on`). On
// unless the file says otherwise: the side door for commands of the same user. GUI thread.
class Doors final : public QObject {
    Q_OBJECT
public:
    struct Environment {
        const base::Clock &clock;
        QThreadPool &pool; // reads what waits to be sent on
        QString directory; // of the station
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
    // The stores of this station are open, and nobody else's: commands may ask it from now on. Again: as it is.
    void openSideDoor();
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
    void closeSideDoor();
    [[nodiscard]] StationAnswers answers(const AlertDesk &desk) const;

    Environment m_env;
    std::shared_ptr<Board> m_board;
    std::unique_ptr<AlertDesk> m_desk;
    std::unique_ptr<ServeService> m_service;
    bool m_wantsSideDoor = false;
    std::unique_ptr<AlertDesk> m_sideDesk;
    std::unique_ptr<SideDoor> m_sideDoor;
    QStringList m_problems;
    async::Request m_token;
};

} // namespace wf::station

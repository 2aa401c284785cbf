// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/server.h"
#include "models/station/sendon/sender.h"

#include <optional>
#include <vector>

namespace wf::station {

// What goes out of the station, for the Station page and status.json.
struct DoorsState {
    struct Served {
        std::vector<net::server::Listening> ports;
        net::server::Stats requests;
    };
    std::optional<Served> served; // nothing: the read APIs are off, or wait for their token
    std::vector<SenderState> sendOn;
};

} // namespace wf::station

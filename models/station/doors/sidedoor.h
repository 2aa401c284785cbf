// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/doors/doorplate.h"
#include "models/station/serve/serveservice.h"

namespace wf::station {

// The read APIs for commands of the same user (watchfloor alerts, incidents, metrics …) beside the console that has the
// station open: on the loopback alone, on a port that the system chooses, behind a token that is new each time. Where
// it is and the token are told by the plate (doorplate.h). Owner's thread.
class SideDoor {
public:
    // Errors: Unavailable (no port), Storage (the plate).
    [[nodiscard]] static base::Result<std::unique_ptr<SideDoor>> open(const QString &directory, StationAnswers answers,
                                                                      const base::Clock &clock);

private:
    SideDoor(std::unique_ptr<ServeService> service, std::unique_ptr<HungDoorPlate> plate);
    std::unique_ptr<ServeService> m_service;
    std::unique_ptr<HungDoorPlate> m_plate; // goes first: nobody is sent to a closed door
};

} // namespace wf::station

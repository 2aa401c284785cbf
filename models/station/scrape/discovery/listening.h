// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>
#include <vector>

namespace wf::station {

// A TCP socket that listens on this machine's loopback, alone or among all addresses.
struct ListeningPort {
    int port = 0;
    bool isV6Only = false; // reachable as [::1] only
    quint64 inode = 0;     // of the socket: another number is another program
    friend bool operator==(const ListeningPort &, const ListeningPort &) = default;
};
// Text of /proc/net/tcp and /proc/net/tcp6 (proc(5)); lines that are not understood are left out. By port; a port that
// both files name is one. At most 4096.
[[nodiscard]] std::vector<ListeningPort> listeningPorts(std::string_view tcp, std::string_view tcp6);

// Whether the beginning of an answer is an exposition: samples, and nothing that is none.
[[nodiscard]] bool looksLikeMetrics(std::string_view contentType, std::string_view beginning);

// What usually listens there ("node", "prometheus", "postgres"); empty for the rest.
[[nodiscard]] QString usualJob(int port);
// Ports whose protocol is not HTTP and whose servers would log a GET as an attack.
[[nodiscard]] bool isNeverAsked(int port);

} // namespace wf::station

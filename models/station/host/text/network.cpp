// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"
#include "models/station/host/text/tokens_p.h"

#include <algorithm>
#include <array>
#include <map>

namespace wf::station::hosttext {

namespace {

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> all)
{
    return std::ranges::find(all, text) != all.end();
}

// node_exporter's default of --collector.netstat.fields.
bool isWantedStatistic(std::string_view protocol, std::string_view name)
{
    if (name == "InErrors" || name == "InErrs")
        return true;
    if (protocol == "Ip")
        return name == "Forwarding";
    if (protocol == "Ip6" || protocol == "IpExt")
        return isOneOf(name, {"InOctets", "OutOctets"});
    if (protocol == "Icmp" || protocol == "Icmp6")
        return isOneOf(name, {"InMsgs", "OutMsgs"});
    if (protocol == "TcpExt")
        return name.starts_with("Listen") || name.starts_with("Syncookies") ||
               isOneOf(name, {"TCPSynRetrans", "TCPTimeouts"});
    if (protocol == "Tcp")
        return isOneOf(name,
                       {"ActiveOpens", "InSegs", "OutSegs", "OutRsts", "PassiveOpens", "RetransSegs", "CurrEstab"});
    if (protocol == "Udp" || protocol == "Udp6")
        return isOneOf(name, {"InDatagrams", "OutDatagrams", "NoPorts", "RcvbufErrors", "SndbufErrors"});
    return false;
}

void statistic(std::string_view protocol, std::string_view name, double value, HostWriter &out)
{
    const std::string a(protocol);
    const std::string b(name);
    out.one("node_netstat_" + a + "_" + b, MetricType::Unknown, "Statistic " + a + b + ".", value);
}

} // namespace

void netDev(std::string_view text, HostWriter &out)
{
    static constexpr std::array<const char *, 16> fields{
        "receive_bytes",  "receive_packets",  "receive_errs",       "receive_drop",
        "receive_fifo",   "receive_frame",    "receive_compressed", "receive_multicast",
        "transmit_bytes", "transmit_packets", "transmit_errs",      "transmit_drop",
        "transmit_fifo",  "transmit_colls",   "transmit_carrier",   "transmit_compressed"};
    std::vector<std::pair<std::string, std::vector<std::string_view>>> devices;
    forEachLine(text, [&](std::string_view line) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            return;
        const auto name = words(line.substr(0, colon));
        auto values = words(line.substr(colon + 1));
        if (name.size() == 1 && values.size() >= fields.size())
            devices.emplace_back(name[0], std::move(values));
    });
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string field = fields.at(i);
        out.family("node_network_" + field + "_total", MetricType::Counter, "Network device statistic " + field + ".");
        for (const auto &[device, values] : devices)
            if (const auto value = number(values[i]))
                out.add(*value, {{"device", device}});
    }
}

void netstat(std::string_view text, HostWriter &out)
{
    std::vector<std::string_view> names;
    forEachLine(text, [&](std::string_view line) {
        auto parts = words(line);
        if (parts.empty() || !parts[0].ends_with(':'))
            return;
        // Names and values come in pairs of lines that begin alike.
        if (names.empty() || names[0] != parts[0]) {
            names = std::move(parts);
            return;
        }
        const auto protocol = parts[0].substr(0, parts[0].size() - 1);
        for (std::size_t i = 1; i < parts.size() && i < names.size(); ++i)
            if (isWantedStatistic(protocol, names[i]))
                if (const auto value = number(parts[i]))
                    statistic(protocol, names[i], *value, out);
        names.clear();
    });
}

void snmp6(std::string_view text, HostWriter &out)
{
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        const auto six = parts.empty() ? std::string_view::npos : parts[0].find('6');
        if (parts.size() != 2 || six == std::string_view::npos)
            return;
        const auto protocol = parts[0].substr(0, six + 1);
        const auto name = parts[0].substr(six + 1);
        if (isWantedStatistic(protocol, name))
            if (const auto value = number(parts[1]))
                statistic(protocol, name, *value, out);
    });
}

void sockstat(std::string_view text, double pageBytes, HostWriter &out)
{
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() < 3 || !parts[0].ends_with(':'))
            return;
        const std::string protocol(parts[0].substr(0, parts[0].size() - 1));
        const auto write = [&](const std::string &state, double value) {
            out.one("node_sockstat_" + protocol + "_" + state, MetricType::Gauge,
                    protocol == "sockets" ? std::string("Number of IPv4 sockets in use.")
                                          : "Number of " + protocol + " sockets in state " + state + ".",
                    value);
        };
        for (std::size_t i = 1; i + 1 < parts.size(); i += 2) {
            const auto value = number(parts[i + 1]);
            if (!value)
                continue;
            write(std::string(parts[i]), *value);
            if (parts[i] == "mem")
                write("mem_bytes", *value * pageBytes);
        }
    });
}

void softnet(std::string_view text, HostWriter &out)
{
    struct Field {
        const char *name, *help;
    };
    static constexpr std::array<Field, 3> fields{
        {{"node_softnet_processed_total", "Number of processed packets"},
         {"node_softnet_dropped_total", "Number of dropped packets"},
         {"node_softnet_times_squeezed_total", "Number of times processing packets ran out of quota"}}};
    int cpu = 0;
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() < fields.size())
            return;
        const std::string index = std::to_string(cpu++);
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (const auto value = hexNumber(parts[i])) {
                out.family(fields.at(i).name, MetricType::Counter, fields.at(i).help);
                out.add(*value, {{"cpu", index}});
            }
    });
}

void arp(std::string_view text, HostWriter &out)
{
    std::map<std::string, int> entries;
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() == 6 && parts[0] != "IP")
            ++entries[std::string(parts[5])];
    });
    out.family("node_arp_entries", MetricType::Gauge, "ARP entries by device");
    for (const auto &[device, count] : entries)
        out.add(count, {{"device", device}});
}

void udpQueues(std::string_view ip, std::string_view text, HostWriter &out)
{
    double rx = 0;
    double tx = 0;
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        const auto colon = parts.size() > 4 ? parts[4].find(':') : std::string_view::npos;
        if (colon == std::string_view::npos)
            return;
        tx += hexNumber(parts[4].substr(0, colon)).value_or(0);
        rx += hexNumber(parts[4].substr(colon + 1)).value_or(0);
    });
    out.family("node_udp_queues", MetricType::Gauge,
               "Number of allocated memory in the kernel for UDP datagrams in bytes.");
    out.add(tx, {{"queue", "tx"}, {"ip", ip}});
    out.add(rx, {{"queue", "rx"}, {"ip", ip}});
}

void conntrackStat(std::string_view text, HostWriter &out)
{
    struct Known {
        std::string_view column;
        const char *help;
    };
    static constexpr std::array<Known, 8> known{
        {{"found", "Number of searched entries which were successful."},
         {"invalid", "Number of packets seen which can not be tracked."},
         {"ignore", "Number of packets seen which are already connected to a conntrack entry."},
         {"insert", "Number of entries inserted into the list."},
         {"insert_failed", "Number of entries for which list insertion was attempted but failed."},
         {"drop", "Number of packets dropped due to conntrack failure."},
         {"early_drop",
          "Number of dropped conntrack entries to make room for new ones, if maximum table size was reached."},
         {"search_restart", "Number of conntrack table lookups which had to be restarted due to hashtable resizes."}}};
    std::vector<std::string_view> columns;
    std::map<std::string_view, double> sums; // over the CPUs
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (columns.empty()) {
            columns = parts;
            return;
        }
        for (std::size_t i = 0; i < parts.size() && i < columns.size(); ++i)
            sums[columns[i]] += hexNumber(parts[i]).value_or(0);
    });
    for (const auto &one : known)
        if (const auto sum = sums.find(one.column); sum != sums.end())
            out.one("node_nf_conntrack_stat_" + std::string(one.column), MetricType::Gauge, one.help, sum->second);
}

} // namespace wf::station::hosttext

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/listening.h"

#include "models/wire/promtext/promtext.h"
#include "models/wire/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace wf::station {

namespace {

constexpr std::size_t mostPorts = 4096;
constexpr std::string_view listenState = "0A";

std::vector<std::string_view> fields(std::string_view line)
{
    std::vector<std::string_view> out;
    for (std::size_t from = line.find_first_not_of(' '); from != std::string_view::npos && out.size() < 16;
         from = line.find_first_not_of(' ', from)) {
        const auto end = std::min(line.find(' ', from), line.size());
        out.push_back(line.substr(from, end - from));
        from = end;
    }
    return out;
}

template<class Number>
std::optional<Number> number(std::string_view text, int base)
{
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

enum class Reach { None, Loopback, LoopbackV6 };

// Addresses are 32-bit words in the machine's byte order, as hex.
Reach reachOf(std::string_view address)
{
    if (address.size() == 8) // 127.0.0.0/8 or 0.0.0.0
        return address.ends_with("7F") || address == "00000000" ? Reach::Loopback : Reach::None;
    if (address == "00000000000000000000000000000000")
        return Reach::Loopback; // both, unless the socket is v6 only, which is not told
    if (address == "00000000000000000000000001000000")
        return Reach::LoopbackV6;
    if (address.starts_with("0000000000000000FFFF0000") && address.ends_with("7F"))
        return Reach::Loopback;
    return Reach::None;
}

void readTable(std::string_view text, std::map<int, ListeningPort> &out)
{
    for (; !text.empty() && out.size() < mostPorts;) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const auto parts = fields(line);
        if (parts.size() < 10 || parts[3] != listenState)
            continue;
        const auto colon = parts[1].find(':');
        if (colon == std::string_view::npos)
            continue;
        const auto reach = reachOf(parts[1].substr(0, colon));
        const auto port = number<int>(parts[1].substr(colon + 1), 16);
        const auto inode = number<quint64>(parts[9], 10);
        if (reach != Reach::None && port && *port > 0 && *port < 65536 && inode)
            out.try_emplace(*port, ListeningPort{*port, reach == Reach::LoopbackV6, *inode});
    }
}

} // namespace

std::vector<ListeningPort> listeningPorts(std::string_view tcp, std::string_view tcp6)
{
    std::map<int, ListeningPort> all;
    readTable(tcp, all);
    readTable(tcp6, all);
    std::vector<ListeningPort> out;
    for (const auto &[port, one] : all)
        out.push_back(one);
    return out;
}

bool looksLikeMetrics(std::string_view contentType, std::string_view beginning)
{
    if (wire::containsIgnoringCase(contentType, "html") || wire::containsIgnoringCase(contentType, "json"))
        return false;
    const auto format = wire::expositionFormat(contentType);
    const auto whole = beginning.substr(0, beginning.rfind('\n') + 1); // the last line may be cut
    wire::ExpositionScanner scanner(whole, format.value_or(wire::ExpositionFormat::Text));
    std::vector<base::Labels::Pair> pairs;
    constexpr int enough = 50;
    int samples = 0;
    while (samples < enough && scanner.next()) {
        if (!scanner.readLabels(pairs))
            return false;
        ++samples;
    }
    const bool isCutShort = format == wire::ExpositionFormat::OpenMetrics; // "# EOF" is beyond the beginning
    return format && samples > 0 && (!scanner.error() || isCutShort);
}

QString usualJob(int port)
{
    static constexpr std::array<std::pair<int, const char *>, 28> usual{
        {{2019, "caddy"},       {2379, "etcd"},           {3000, "grafana"},   {3100, "loki"},
         {3200, "tempo"},       {8888, "otel-collector"}, {9080, "promtail"},  {9090, "prometheus"},
         {9091, "pushgateway"}, {9093, "alertmanager"},   {9100, "node"},      {9104, "mysql"},
         {9113, "nginx"},       {9114, "elasticsearch"},  {9115, "blackbox"},  {9117, "apache"},
         {9121, "redis"},       {9150, "memcached"},      {9182, "windows"},   {9187, "postgres"},
         {9216, "mongodb"},     {9256, "process"},        {9308, "kafka"},     {9323, "docker"},
         {12345, "alloy"},      {14269, "jaeger"},        {15692, "rabbitmq"}, {8428, "victoriametrics"}}};
    for (const auto &[known, job] : usual)
        if (known == port)
            return QString::fromLatin1(job);
    return {};
}

bool isNeverAsked(int port)
{
    static constexpr std::array never{21,   22,   23,   25,   53,   88,    110,   111,   135,   139,   143,  389,  445,
                                      465,  514,  515,  587,  636,  853,   873,   993,   995,   1433,  1521, 1883, 2049,
                                      2181, 3306, 3389, 5060, 5222, 5432,  5671,  5672,  5900,  6000,  6010, 6379, 8883,
                                      9000, 9042, 9092, 9418, 9999, 11211, 25565, 27017, 27018, 33060, 50051};
    return std::ranges::find(never, port) != never.end();
}

} // namespace wf::station

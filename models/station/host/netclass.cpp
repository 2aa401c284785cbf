// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/hostfiles_p.h"
#include "models/station/host/hostparts_p.h"

#include <array>
#include <vector>

namespace wf::station::hostparts {

namespace {

struct Property {
    const char *file;
    const char *name; // behind node_network_
    MetricType type = MetricType::Gauge;
    double factor = 1;
};
constexpr double megabitInBytes = 1e6 / 8;
constexpr std::array<Property, 17> properties{
    {{"addr_assign_type", "address_assign_type"},
     {"carrier", "carrier"},
     {"carrier_changes", "carrier_changes_total", MetricType::Counter},
     {"carrier_up_count", "carrier_up_changes_total", MetricType::Counter},
     {"carrier_down_count", "carrier_down_changes_total", MetricType::Counter},
     {"dev_id", "device_id"},
     {"dormant", "dormant"},
     {"flags", "flags"},
     {"ifindex", "iface_id"},
     {"iflink", "iface_link"},
     {"link_mode", "iface_link_mode"},
     {"mtu", "mtu_bytes"},
     {"name_assign_type", "name_assign_type"},
     {"netdev_group", "net_dev_group"},
     {"speed", "speed_bytes", MetricType::Gauge, megabitInBytes},
     {"tx_queue_len", "transmit_queue_length"},
     {"type", "protocol_type"}}};

// bonding_masters is a file among the folders.
std::vector<std::string> devices(const std::string &sysfs)
{
    auto out = hostfiles::list(sysfs + "/class/net");
    std::erase(out, "bonding_masters");
    return out;
}

} // namespace

void netClass(const std::string &sysfs, HostWriter &out)
{
    const auto all = devices(sysfs);
    const auto path = [&](const std::string &device, const char *file) {
        return sysfs + "/class/net/" + device + "/" + file;
    };
    for (const auto &property : properties) {
        out.family(std::string("node_network_") + property.name, property.type,
                   std::string("Network device property: ") + property.name);
        for (const auto &device : all)
            if (const auto value = hostfiles::number(path(device, property.file)))
                out.add(*value * property.factor, {{"device", device}});
    }
    std::vector<std::string> states;
    for (const auto &device : all)
        states.push_back(hostfiles::line(path(device, "operstate")).value_or(""));
    out.family("node_network_up", MetricType::Gauge, "Value is 1 if operstate is 'up', 0 otherwise.");
    for (std::size_t i = 0; i < all.size(); ++i)
        out.add(states[i] == "up" ? 1 : 0, {{"device", all[i]}});
    out.family("node_network_info", MetricType::Gauge,
               "Non-numeric data from /sys/class/net/<iface>, value is always 1.");
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto text = [&](const char *file) { return hostfiles::line(path(all[i], file)).value_or(""); };
        out.add(1, {{"device", all[i]},
                    {"address", text("address")},
                    {"broadcast", text("broadcast")},
                    {"duplex", text("duplex")},
                    {"ifalias", text("ifalias")},
                    {"operstate", states[i]}});
    }
}

void netNoHandler(const std::string &sysfs, HostWriter &out)
{
    out.family("node_network_receive_nohandler_total", MetricType::Counter,
               "Network device statistic receive_nohandler.");
    for (const auto &device : devices(sysfs))
        if (const auto value = hostfiles::number(sysfs + "/class/net/" + device + "/statistics/rx_nohandler"))
            out.add(*value, {{"device", device}});
}

} // namespace wf::station::hostparts

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/hostfiles_p.h"
#include "models/station/host/hostparts_p.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace wf::station::hostparts {

namespace {

std::vector<std::string> numbered(const std::string &folder, std::string_view stem)
{
    auto out = hostfiles::list(folder);
    std::erase_if(out, [&](const std::string &name) {
        return !name.starts_with(stem) || name.size() == stem.size() ||
               name.find_first_not_of("0123456789", stem.size()) != std::string::npos;
    });
    return out;
}

std::string lastPart(const std::string &path)
{
    return path.substr(path.rfind('/') + 1);
}

// Lower case; everything that a metric's name may not hold is "_", at the ends it is cut off.
std::string cleaned(std::string text)
{
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':'))
            c = '_';
    }
    const auto first = text.find_first_not_of('_');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of('_') - first + 1);
}

// node_exporter: bus and device ("platform_coretemp_0"), else the chip's name, else hwmonN.
std::string chipName(const std::string &folder)
{
    const std::string device = hostfiles::target(folder + "/device");
    if (const auto slash = device.rfind('/'); slash != std::string::npos && slash > 0) {
        const std::string name = cleaned(lastPart(device));
        const std::string bus = cleaned(lastPart(device.substr(0, slash)));
        if (!name.empty())
            return bus.empty() ? name : bus + "_" + name;
    }
    const auto name = hostfiles::line(folder + "/name");
    return name && !name->empty() ? cleaned(*name) : lastPart(folder);
}

struct Quantity {
    std::string_view type, unit;
    double factor;
};
constexpr std::array<Quantity, 7> quantities{{{"temp", "celsius", 1e-3},
                                              {"in", "volts", 1e-3},
                                              {"curr", "amps", 1e-3},
                                              {"power", "watt", 1e-6},
                                              {"energy", "joule_total", 1e-6},
                                              {"humidity", "", 1e-3},
                                              {"fan", "rpm", 1}}};

struct SensorFile {
    std::string sensor;  // temp1
    std::string element; // input, max, crit_alarm …
    const Quantity *quantity;
};
// "temp1_crit_alarm" of Documentation/hwmon/sysfs-interface.rst.
std::optional<SensorFile> sensorFile(const std::string &name)
{
    for (const auto &one : quantities) {
        const auto digits = one.type.size();
        const auto end = name.find_first_not_of("0123456789", digits);
        if (!name.starts_with(one.type) || end == std::string::npos || end == digits || name[end] != '_')
            continue;
        return SensorFile{name.substr(0, end), name.substr(end + 1), &one};
    }
    return std::nullopt;
}

void writeSensor(const SensorFile &file, const std::string &chip, double value, HostWriter &out)
{
    const bool isBare = file.element == "fault" || file.element == "alarm" || file.element == "beep";
    std::string name = "node_hwmon_" + std::string(file.quantity->type);
    if (file.element != "input" && !(file.quantity->type == "energy"))
        name += "_" + cleaned(file.element);
    if (!isBare && !file.quantity->unit.empty())
        name += "_" + std::string(file.quantity->unit);
    out.family(name, file.quantity->type == "energy" ? MetricType::Counter : MetricType::Gauge,
               "Hardware monitor for " + std::string(file.quantity->type) + " (" + file.element + ")");
    out.add(isBare ? value : value * file.quantity->factor, {{"chip", chip}, {"sensor", file.sensor}});
}

} // namespace

void cpuFrequency(const std::string &sysfs, HostWriter &out)
{
    struct File {
        const char *file, *name, *help;
    };
    static constexpr std::array<File, 6> files{
        {{"cpuinfo_cur_freq", "node_cpu_frequency_hertz", "Current CPU thread frequency in hertz."},
         {"cpuinfo_min_freq", "node_cpu_frequency_min_hertz", "Minimum CPU thread frequency in hertz."},
         {"cpuinfo_max_freq", "node_cpu_frequency_max_hertz", "Maximum CPU thread frequency in hertz."},
         {"scaling_cur_freq", "node_cpu_scaling_frequency_hertz", "Current scaled CPU thread frequency in hertz."},
         {"scaling_min_freq", "node_cpu_scaling_frequency_min_hertz", "Minimum scaled CPU thread frequency in hertz."},
         {"scaling_max_freq", "node_cpu_scaling_frequency_max_hertz",
          "Maximum scaled CPU thread frequency in hertz."}}};
    const std::string root = sysfs + "/devices/system/cpu/";
    const auto cpus = numbered(root, "cpu");
    for (const auto &one : files) {
        out.family(one.name, MetricType::Gauge, one.help);
        for (const auto &cpu : cpus)
            if (const auto kHz = hostfiles::number(root + cpu + "/cpufreq/" + one.file))
                out.add(*kHz * 1000, {{"cpu", cpu.substr(3)}});
    }
}

void cpuThrottles(const std::string &sysfs, HostWriter &out)
{
    const std::string root = sysfs + "/devices/system/cpu/";
    std::set<std::string> packages;
    std::set<std::string> cores;
    for (const auto &cpu : numbered(root, "cpu")) {
        const auto package = hostfiles::line(root + cpu + "/topology/physical_package_id");
        const auto core = hostfiles::line(root + cpu + "/topology/core_id");
        if (!package || !core)
            continue;
        const auto coreCount = hostfiles::number(root + cpu + "/thermal_throttle/core_throttle_count");
        if (coreCount && cores.insert(*package + "/" + *core).second) {
            out.family("node_cpu_core_throttles_total", MetricType::Counter,
                       "Number of times this CPU core has been throttled.");
            out.add(*coreCount, {{"package", *package}, {"core", *core}});
        }
        const auto packageCount = hostfiles::number(root + cpu + "/thermal_throttle/package_throttle_count");
        if (packageCount && packages.insert(*package).second) {
            out.family("node_cpu_package_throttles_total", MetricType::Counter,
                       "Number of times this CPU package has been throttled.");
            out.add(*packageCount, {{"package", *package}});
        }
    }
}

void hwmon(const std::string &sysfs, HostWriter &out)
{
    for (const auto &entry : numbered(sysfs + "/class/hwmon", "hwmon")) {
        const std::string folder = sysfs + "/class/hwmon/" + entry;
        const std::string chip = chipName(folder);
        if (const auto name = hostfiles::line(folder + "/name"); name && !name->empty()) {
            out.family("node_hwmon_chip_names", MetricType::Gauge, "Annotation metric for human-readable chip names");
            out.add(1, {{"chip", chip}, {"chip_name", *name}});
        }
        for (const auto &name : hostfiles::list(folder)) {
            const auto file = sensorFile(name);
            if (!file)
                continue;
            if (file->element == "label") {
                out.family("node_hwmon_sensor_label", MetricType::Gauge, "Label for given chip and sensor");
                out.add(1, {{"chip", chip},
                            {"sensor", file->sensor},
                            {"label", hostfiles::line(folder + "/" + name).value_or("")}});
            } else if (const auto value = hostfiles::number(folder + "/" + name)) {
                writeSensor(*file, chip, *value, out);
            }
        }
    }
}

void thermalZones(const std::string &sysfs, HostWriter &out)
{
    const std::string root = sysfs + "/class/thermal/";
    for (const auto &entry : numbered(root, "thermal_zone"))
        if (const auto milli = hostfiles::number(root + entry + "/temp")) {
            out.family("node_thermal_zone_temp", MetricType::Gauge, "Zone temperature in Celsius");
            out.add(*milli / 1000,
                    {{"zone", entry.substr(12)}, {"type", hostfiles::line(root + entry + "/type").value_or("")}});
        }
    for (const auto &entry : numbered(root, "cooling_device")) {
        const std::string type = hostfiles::line(root + entry + "/type").value_or("");
        for (const auto &[file, name, help] :
             {std::tuple("cur_state", "node_cooling_device_cur_state", "Current throttle state of the cooling device"),
              std::tuple("max_state", "node_cooling_device_max_state", "Maximum throttle state of the cooling device")})
            if (const auto state = hostfiles::number(root + entry + "/" + file)) {
                out.family(name, MetricType::Gauge, help);
                out.add(*state, {{"name", entry.substr(14)}, {"type", type}});
            }
    }
}

} // namespace wf::station::hostparts

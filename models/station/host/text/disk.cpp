// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"
#include "models/station/host/text/tokens_p.h"

#include <array>
#include <map>

namespace wf::station::hosttext {

namespace {

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// node_exporter: ^(ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+$
bool isPart(std::string_view device)
{
    const auto end = device.find_last_not_of("0123456789");
    if (end == std::string_view::npos || end + 1 == device.size())
        return false;
    const auto stem = device.substr(0, end + 1);
    if (stem == "ram" || stem == "loop" || stem == "fd")
        return true;
    for (const std::string_view kind : {"hd", "sd", "vd", "xvd"})
        if (stem.starts_with(kind) && stem.size() == kind.size() + 1 && stem.back() >= 'a' && stem.back() <= 'z')
            return true;
    if (!stem.starts_with("nvme") || !stem.ends_with('p'))
        return false;
    const auto middle = stem.substr(4, stem.size() - 5);
    const auto n = middle.find('n');
    return n != std::string_view::npos && isDigits(middle.substr(0, n)) && isDigits(middle.substr(n + 1));
}

struct Field {
    const char *name;
    MetricType type;
    double factor;
    const char *help;
};
constexpr double sector = 512;
constexpr double ms = 0.001;
// In the order of Documentation/admin-guide/iostats.rst.
constexpr std::array<Field, 17> fields{
    {{"reads_completed_total", MetricType::Counter, 1, "The total number of reads completed successfully."},
     {"reads_merged_total", MetricType::Counter, 1, "The total number of reads merged."},
     {"read_bytes_total", MetricType::Counter, sector, "The total number of bytes read successfully."},
     {"read_time_seconds_total", MetricType::Counter, ms, "The total number of seconds spent by all reads."},
     {"writes_completed_total", MetricType::Counter, 1, "The total number of writes completed successfully."},
     {"writes_merged_total", MetricType::Counter, 1, "The number of writes merged."},
     {"written_bytes_total", MetricType::Counter, sector, "The total number of bytes written successfully."},
     {"write_time_seconds_total", MetricType::Counter, ms, "This is the total number of seconds spent by all writes."},
     {"io_now", MetricType::Gauge, 1, "The number of I/Os currently in progress."},
     {"io_time_seconds_total", MetricType::Counter, ms, "Total seconds spent doing I/Os."},
     {"io_time_weighted_seconds_total", MetricType::Counter, ms, "The weighted # of seconds spent doing I/Os."},
     {"discards_completed_total", MetricType::Counter, 1, "The total number of discards completed successfully."},
     {"discards_merged_total", MetricType::Counter, 1, "The total number of discards merged."},
     {"discarded_sectors_total", MetricType::Counter, 1, "The total number of sectors discarded successfully."},
     {"discard_time_seconds_total", MetricType::Counter, ms,
      "This is the total number of seconds spent by all discards."},
     {"flush_requests_total", MetricType::Counter, 1, "The total number of flush requests completed successfully"},
     {"flush_requests_time_seconds_total", MetricType::Counter, ms,
      "This is the total number of seconds spent by all flush requests."}}};

} // namespace

DiskDevice udevDevice(std::string_view text)
{
    std::map<std::string_view, std::string_view> values;
    forEachLine(text, [&](std::string_view line) {
        const auto equals = line.find('=');
        if (line.starts_with("E:") && equals != std::string_view::npos)
            values[line.substr(2, equals - 2)] = line.substr(equals + 1);
    });
    const auto value = [&](std::string_view key) { return std::string(values[key]); };
    DiskDevice out;
    out.path = value("ID_PATH");
    out.wwn = value("ID_WWN");
    out.model = value("ID_MODEL");
    out.serial = value("SCSI_IDENT_SERIAL");
    if (out.serial.empty())
        out.serial = value("ID_SERIAL_SHORT");
    out.revision = value("ID_REVISION");
    out.fsType = value("ID_FS_TYPE");
    out.fsUsage = value("ID_FS_USAGE");
    out.fsUuid = value("ID_FS_UUID");
    out.fsVersion = value("ID_FS_VERSION");
    out.dmName = value("DM_NAME");
    out.dmUuid = value("DM_UUID");
    out.dmVgName = value("DM_VG_NAME");
    out.dmLvName = value("DM_LV_NAME");
    out.dmLvLayer = value("DM_LV_LAYER");
    return out;
}

std::vector<DiskLine> diskstats(std::string_view text)
{
    std::vector<DiskLine> out;
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() < 14 || isPart(parts[2]))
            return;
        DiskLine one{std::string(parts[0]), std::string(parts[1]), std::string(parts[2]), {}};
        for (std::size_t i = 3; i < parts.size(); ++i)
            one.fields.push_back(number(parts[i]).value_or(0));
        out.push_back(std::move(one));
    });
    return out;
}

void disk(const DiskLine &line, const DiskDevice &device, HostWriter &out)
{
    for (std::size_t i = 0; i < fields.size() && i < line.fields.size(); ++i) {
        const Field &field = fields.at(i);
        out.family(std::string("node_disk_") + field.name, field.type, field.help);
        out.add(line.fields[i] * field.factor, {{"device", line.device}});
    }
    out.family("node_disk_info", MetricType::Gauge, "Info of /sys/block/<block_device>.");
    out.add(1, {{"device", line.device},
                {"major", line.major},
                {"minor", line.minor},
                {"path", device.path},
                {"wwn", device.wwn},
                {"model", device.model},
                {"serial", device.serial},
                {"revision", device.revision}});
    if (!device.fsUsage.empty()) {
        out.family("node_disk_filesystem_info", MetricType::Gauge, "Info about disk filesystem.");
        out.add(1, {{"device", line.device},
                    {"type", device.fsType},
                    {"usage", device.fsUsage},
                    {"uuid", device.fsUuid},
                    {"version", device.fsVersion}});
    }
    if (!device.dmName.empty()) {
        out.family("node_disk_device_mapper_info", MetricType::Gauge, "Info about disk device mapper.");
        out.add(1, {{"device", line.device},
                    {"name", device.dmName},
                    {"uuid", device.dmUuid},
                    {"vg_name", device.dmVgName},
                    {"lv_name", device.dmLvName},
                    {"lv_layer", device.dmLvLayer}});
    }
}

} // namespace wf::station::hosttext

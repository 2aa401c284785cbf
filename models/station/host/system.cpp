// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/station/host/hostfiles_p.h"
#include "models/station/host/hostparts_p.h"
#include "models/station/host/text/hosttext.h"

#include <array>
#include <ctime>
#include <sstream>

#include <sys/timex.h>
#include <sys/utsname.h>

namespace wf::station::hostparts {

void clockSources(const std::string &sysfs, HostWriter &out)
{
    const std::string root = sysfs + "/devices/system/clocksource/";
    constexpr std::string_view stem = "clocksource";
    for (const auto &entry : hostfiles::list(root)) {
        if (!entry.starts_with(stem))
            continue;
        const std::string device = entry.substr(stem.size());
        out.family("node_time_clocksource_available_info", MetricType::Gauge,
                   "Available clocksources read from '/sys/devices/system/clocksource'.");
        std::istringstream available(hostfiles::line(root + entry + "/available_clocksource").value_or(""));
        for (std::string name; available >> name;)
            out.add(1, {{"device", device}, {"clocksource", name}});
        if (const auto current = hostfiles::line(root + entry + "/current_clocksource")) {
            out.family("node_time_clocksource_current_info", MetricType::Gauge,
                       "Current clocksource read from '/sys/devices/system/clocksource'.");
            out.add(1, {{"device", device}, {"clocksource", *current}});
        }
    }
}

void timeAndZone(qint64 nowNs, HostWriter &out)
{
    out.one("node_time_seconds", MetricType::Gauge, "System time in seconds since epoch (1970).",
            static_cast<double>(nowNs) / static_cast<double>(base::nsPerSecond));
    const std::time_t now = nowNs / base::nsPerSecond;
    std::tm local{};
    if (!localtime_r(&now, &local))
        return;
    out.family("node_time_zone_offset_seconds", MetricType::Gauge, "System time zone offset in seconds.");
    out.add(static_cast<double>(local.tm_gmtoff), {{"time_zone", local.tm_zone ? local.tm_zone : ""}});
}

// adjtimex(2), which with no modes only reads.
void timex(HostWriter &out)
{
    ::timex t{};
    const int state = adjtimex(&t);
    if (state < 0)
        return;
    const double divisor = (t.status & STA_NANO) != 0 ? 1e9 : 1e6;
    constexpr double micro = 1e6;
    constexpr double ppm16 = 65536 * 1e6; // parts per million with a 16-bit fraction
    const auto d = [](auto value) { return static_cast<double>(value); };
    const auto gauge = [&](const char *name, const char *help, double value) {
        out.one(std::string("node_timex_") + name, MetricType::Gauge, help, value);
    };
    const auto counter = [&](const char *name, const char *help, double value) {
        out.one(std::string("node_timex_") + name, MetricType::Counter, help, value);
    };
    gauge("sync_status", "Is clock synchronized to a reliable server (1 = yes, 0 = no).", state == TIME_ERROR ? 0 : 1);
    gauge("offset_seconds", "Time offset in between local system and reference clock.", d(t.offset) / divisor);
    gauge("frequency_adjustment_ratio", "Local clock frequency adjustment.", 1 + d(t.freq) / ppm16);
    gauge("maxerror_seconds", "Maximum error in seconds.", d(t.maxerror) / micro);
    gauge("estimated_error_seconds", "Estimated error in seconds.", d(t.esterror) / micro);
    gauge("status", "Value of the status array bits.", d(t.status));
    gauge("loop_time_constant", "Phase-locked loop time constant.", d(t.constant));
    gauge("tick_seconds", "Seconds between clock ticks.", d(t.tick) / micro);
    gauge("pps_frequency_hertz", "Pulse per second frequency.", d(t.ppsfreq) / ppm16);
    gauge("pps_jitter_seconds", "Pulse per second jitter.", d(t.jitter) / divisor);
    gauge("pps_shift_seconds", "Pulse per second interval duration.", d(t.shift));
    gauge("pps_stability_hertz", "Pulse per second stability, average of recent frequency changes.",
          d(t.stabil) / ppm16);
    counter("pps_jitter_total", "Pulse per second count of jitter limit exceeded events.", d(t.jitcnt));
    counter("pps_calibration_total", "Pulse per second count of calibration intervals.", d(t.calcnt));
    counter("pps_error_total", "Pulse per second count of calibration errors.", d(t.errcnt));
    counter("pps_stability_exceeded_total", "Pulse per second count of stability limit exceeded events.", d(t.stbcnt));
    gauge("tai_offset_seconds", "International Atomic Time (TAI) offset.", d(t.tai));
}

void uname(HostWriter &out)
{
    utsname names{};
    if (::uname(&names) != 0)
        return;
    out.family("node_uname_info", MetricType::Gauge,
               "Labeled system information as provided by the uname system call.");
    out.add(1, {{"sysname", names.sysname},
                {"nodename", names.nodename},
                {"release", names.release},
                {"version", names.version},
                {"machine", names.machine},
                {"domainname", names.domainname}});
}

void selinux(const std::string &sysfs, HostWriter &out)
{
    const auto mode = hostfiles::number(sysfs + "/fs/selinux/enforce");
    out.one("node_selinux_enabled", MetricType::Gauge, "SELinux is enabled, 1 is true, 0 is false", mode ? 1 : 0);
    if (mode)
        out.one("node_selinux_current_mode", MetricType::Gauge, "Current SELinux enforcement mode", *mode);
}

void disks(const std::string &procfs, const std::string &udev, HostWriter &out)
{
    for (const auto &line : hosttext::diskstats(hostfiles::text(procfs + "/diskstats")))
        hosttext::disk(line, hosttext::udevDevice(hostfiles::text(udev + "/b" + line.major + ":" + line.minor)), out);
}

} // namespace wf::station::hostparts

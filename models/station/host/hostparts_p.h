// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/host/text/hostwriter.h"

#include <string>

// Parts of the host that take more than reading one file. Each writes what is there, and nothing when nothing is.
namespace wf::station::hostparts {

void netClass(const std::string &sysfs, HostWriter &out);
void netNoHandler(const std::string &sysfs, HostWriter &out); // belongs to netDev, but /proc/net/dev lacks it
void cpuFrequency(const std::string &sysfs, HostWriter &out);
void cpuThrottles(const std::string &sysfs, HostWriter &out);
void hwmon(const std::string &sysfs, HostWriter &out);
void thermalZones(const std::string &sysfs, HostWriter &out);
void clockSources(const std::string &sysfs, HostWriter &out);
void timeAndZone(qint64 nowNs, HostWriter &out);
void timex(HostWriter &out);
void uname(HostWriter &out);
void selinux(const std::string &sysfs, HostWriter &out);
void disks(const std::string &procfs, const std::string &udev, HostWriter &out);

} // namespace wf::station::hostparts

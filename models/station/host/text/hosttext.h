// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/host/text/hostwriter.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Text of the kernel's files (proc(5), sysfs) -> samples under the names, labels, types and help of node_exporter 1.5.
// Lines that are not understood are left out. Pure, any thread.
namespace wf::station::hosttext {

// kernel.cpp
void stat(std::string_view text, HostWriter &out); // /proc/stat without its cpu lines
void loadavg(std::string_view text, HostWriter &out);
void vmstat(std::string_view text, HostWriter &out);
void fileNr(std::string_view text, HostWriter &out);                              // /proc/sys/fs/file-nr
void pressure(std::string_view resource, std::string_view text, HostWriter &out); // /proc/pressure/*
void osRelease(std::string_view text, HostWriter &out);                           // /etc/os-release

// cpu.cpp
void cpu(std::string_view stat, double ticksPerSecond, HostWriter &out); // the cpu lines of /proc/stat

// memory.cpp
void meminfo(std::string_view text, HostWriter &out);

// disk.cpp
struct DiskDevice { // what /run/udev/data/bMAJOR:MINOR tells
    std::string path, wwn, model, serial, revision;
    std::string fsType, fsUsage, fsUuid, fsVersion;
    std::string dmName, dmUuid, dmVgName, dmLvName, dmLvLayer;
};
[[nodiscard]] DiskDevice udevDevice(std::string_view text);
struct DiskLine {
    std::string major, minor, device;
    std::vector<double> fields; // those after the name
};
[[nodiscard]] std::vector<DiskLine> diskstats(std::string_view text); // without partitions, loop, ram and floppy
void disk(const DiskLine &line, const DiskDevice &device, HostWriter &out);

// mounts.cpp
struct Mount {
    std::string device, mountPoint, type;
    bool isReadOnly = false;
    friend bool operator==(const Mount &, const Mount &) = default;
};
// /proc/1/mounts without what holds no files of anybody; each place once.
[[nodiscard]] std::vector<Mount> mounts(std::string_view text);
// A file system whose server may be silent: asking it can hang for ever.
[[nodiscard]] bool mayHang(std::string_view type);

// network.cpp
void netDev(std::string_view text, HostWriter &out);  // /proc/net/dev
void netstat(std::string_view text, HostWriter &out); // /proc/net/netstat and /proc/net/snmp
void snmp6(std::string_view text, HostWriter &out);
void sockstat(std::string_view text, double pageBytes, HostWriter &out); // also sockstat6
void softnet(std::string_view text, HostWriter &out);
void arp(std::string_view text, HostWriter &out);
void udpQueues(std::string_view ip, std::string_view text, HostWriter &out); // "v4", /proc/net/udp
void conntrackStat(std::string_view text, HostWriter &out);

// process.cpp
struct ProcessStat { // /proc/PID/stat
    std::string comm;
    char state = '?';
    double minorFaults = 0, majorFaults = 0;
    double userTicks = 0, systemTicks = 0;
    double threads = 0;
    double startTicks = 0; // after boot
    double virtualBytes = 0;
    double residentPages = 0;
};
[[nodiscard]] std::optional<ProcessStat> processStat(std::string_view text);

} // namespace wf::station::hosttext

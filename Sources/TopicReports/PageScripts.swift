import CReportPage

/// The files of the folder `Report`.
enum PageScripts {
    // SAFETY, of all: the functions of CReportPage return static arrays that end with a zero byte.
    static var style: String { unsafe String(cString: sx_report_style()) }
    /// The scripts, in the order in which they build on each other.
    static var scripts: [String] {
        [
            unsafe String(cString: sx_report_data_script()), unsafe String(cString: sx_report_card_script()),
            unsafe String(cString: sx_report_names_script()), unsafe String(cString: sx_report_pointer_script()),
            unsafe String(cString: sx_report_map_script()), unsafe String(cString: sx_report_list_script()),
            unsafe String(cString: sx_report_main_script()),
        ]
    }
}

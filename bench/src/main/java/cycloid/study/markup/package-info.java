/** Text that machines parse: well-formed markup and numbers written the same way on every machine. */
package cycloid.study.markup;
